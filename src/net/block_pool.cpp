#include "net/block_pool.hpp"

#include <utility>

namespace net {
namespace {

constexpr std::size_t most_kept = 32;

}   // namespace

std::unique_ptr<char[]> BlockPool::take() {
    ++out_;
    if (free_.empty()) {
        return std::make_unique_for_overwrite<char[]>(block_size);
    }
    std::unique_ptr<char[]> block = std::move(free_.back());
    free_.pop_back();
    return block;
}

void BlockPool::give(std::unique_ptr<char[]> block) {
    --out_;
    if (free_.size() < most_kept) {
        free_.push_back(std::move(block));
    }
}

}   // namespace net

#include "net/block_pool.hpp"

#include <utility>

namespace net {
namespace {

constexpr std::size_t most_kept_bytes = 2 * 1024 * 1024;

}   // namespace

BlockPool::Blocks& BlockPool::free_of(std::size_t size) {
    switch (size) {
        case small_size:
            return free_small_;
        case medium_size:
            return free_medium_;
        default:
            return free_large_;
    }
}

std::unique_ptr<char[]> BlockPool::take(std::size_t size) {
    bytes_out_ += size;
    Blocks& free = free_of(size);
    if (free.empty()) {
        return std::make_unique_for_overwrite<char[]>(size);
    }
    std::unique_ptr<char[]> block = std::move(free.back());
    free.pop_back();
    return block;
}

void BlockPool::give(std::unique_ptr<char[]> block, std::size_t size) {
    bytes_out_ -= size;
    Blocks& free = free_of(size);
    if (free.size() < most_kept_bytes / size) {
        free.push_back(std::move(block));
    }
}

}   // namespace net

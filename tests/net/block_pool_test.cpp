#include "net/block_pool.hpp"

#include <catch2/catch.hpp>
#include <utility>

namespace net {

TEST_CASE("the block given back last is handed out next, among those of its size") {
    constexpr std::size_t sizes[] = {BlockPool::small_size, BlockPool::medium_size,
                                     BlockPool::large_size, BlockPool::small_size};
    for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t size = sizes[i];
        const std::size_t other_size = sizes[i + 1];
        BlockPool pool;
        auto one = pool.take(size);
        auto other = pool.take(size);
        auto third = pool.take(other_size);
        const char* const hot = other.get();
        CHECK(pool.bytes_out() == 2 * size + other_size);
        pool.give(std::move(one), size);
        pool.give(std::move(other), size);
        pool.give(std::move(third), other_size);
        CHECK(pool.bytes_out() == 0);
        auto again = pool.take(size);
        CHECK(again.get() == hot);
        pool.give(std::move(again), size);
    }
}

TEST_CASE("a pool is tight from a quarter of its limit on, and full above it") {
    BlockPool pool;
    CHECK_FALSE(pool.tight());
    pool.set_limit(4 * BlockPool::large_size);
    std::vector<std::unique_ptr<char[]>> blocks;
    for (int i = 0; i < 5; ++i) {
        CHECK(pool.tight() == (i > 1));
        CHECK_FALSE(pool.full());
        blocks.push_back(pool.take(BlockPool::large_size));
    }
    CHECK(pool.full());
}

}   // namespace net

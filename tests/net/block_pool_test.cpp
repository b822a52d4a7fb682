#include "net/block_pool.hpp"

#include <catch2/catch.hpp>
#include <utility>

namespace net {

TEST_CASE("the block given back last is handed out next, among those of its size") {
    for (const std::size_t size : {BlockPool::small_size, BlockPool::large_size}) {
        const std::size_t other_size = BlockPool::small_size + BlockPool::large_size - size;
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

}   // namespace net

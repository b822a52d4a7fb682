#include "net/block_pool.hpp"

#include <catch2/catch.hpp>
#include <utility>

namespace net {

TEST_CASE("the block given back last is handed out next") {
    BlockPool pool;
    auto one = pool.take();
    auto other = pool.take();
    const char* const hot = other.get();
    CHECK(pool.bytes_out() == 2 * BlockPool::block_size);
    pool.give(std::move(one));
    pool.give(std::move(other));
    CHECK(pool.bytes_out() == 0);
    auto again = pool.take();
    CHECK(again.get() == hot);
    pool.give(std::move(again));
}

}   // namespace net

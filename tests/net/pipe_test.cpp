#include "net/pipe.hpp"

#include "tests/net/descriptor_shortage.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <vector>

namespace net {
namespace {

constexpr std::size_t usual = Pipe::usual_capacity;

}   // namespace

TEST_CASE("a pipe never waits, is not inherited and knows what is in it") {
    const std::unique_ptr<Pipe> pipe = Pipe::make();
    REQUIRE(pipe);
    for (const int end : {pipe->entry(), pipe->exit()}) {
        CHECK((::fcntl(end, F_GETFL) & O_NONBLOCK) != 0);
        CHECK((::fcntl(end, F_GETFD) & FD_CLOEXEC) != 0);
    }
    CHECK(pipe->capacity() <= usual);
    CHECK(pipe->empty());
    pipe->grow(5);
    pipe->consume(2);
    CHECK(pipe->size() == 3);
}

TEST_CASE("a pipe that comes back empty is the next one handed out") {
    BlockPool blocks;
    PipePool pool(blocks);
    PipePool::Held pipe = pool.take();
    REQUIRE(pipe);
    const Pipe* const first = pipe.get();
    CHECK(pool.out() == 1);
    CHECK(blocks.bytes_out() == pipe->capacity());
    pipe.reset();
    CHECK(pool.out() == 0);
    CHECK(pool.resting() == 1);
    CHECK(blocks.bytes_out() == 0);
    pipe = pool.take();
    CHECK(pipe.get() == first);
}

TEST_CASE("a pipe that comes back with bytes in it is closed") {
    BlockPool blocks;
    PipePool pool(blocks);
    PipePool::Held pipe = pool.take();
    REQUIRE(pipe);
    const int entry = pipe->entry();
    pipe->grow(1);
    pipe.reset();
    CHECK(pool.out() == 0);
    CHECK(pool.resting() == 0);
    CHECK(blocks.bytes_out() == 0);
    CHECK(::fcntl(entry, F_GETFD) < 0);
}

TEST_CASE("there are no more pipes than there may be") {
    BlockPool blocks;
    PipePool pool(blocks);
    pool.set_most(2);
    std::vector<PipePool::Held> held;
    held.push_back(pool.take());
    held.push_back(pool.take());
    CHECK((held[0] && held[1]));
    CHECK_FALSE(pool.take());
    held.pop_back();
    CHECK(pool.take());
}

TEST_CASE("there are no pipes where memory is tight") {
    BlockPool blocks;
    PipePool pool(blocks);
    blocks.set_limit(4 * usual);
    const PipePool::Held pipe = pool.take();
    CHECK(pipe);
    CHECK_FALSE(pool.take());
}

TEST_CASE("there are no pipes where descriptors are short", DESCRIPTOR_SHORTAGE) {
    BlockPool blocks;
    PipePool pool(blocks);
    {
        const net_test::DescriptorShortage shortage(1);
        CHECK_FALSE(pool.take());
    }
    CHECK(pool.out() == 0);
    CHECK_FALSE(pool.take());
    PipePool::Held pipe;
    for (int asked = 0; !pipe && asked < 1000; ++asked) {
        pipe = pool.take();
    }
    CHECK(pipe);
}

}   // namespace net

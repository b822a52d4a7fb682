#include "net/buffer.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace net {

TEST_CASE("a buffer holds a block only while it is needed") {
    BlockPool pool;
    Buffer buffer(pool);
    CHECK(pool.bytes_out() == 0);
    buffer.append("hello");
    CHECK(pool.bytes_out() == BlockPool::large_size);
    CHECK(buffer.view() == "hello");
    buffer.release();
    CHECK(pool.bytes_out() == 0);
    CHECK(buffer.empty());
}

TEST_CASE("consumed bytes stay in place until room is asked for") {
    BlockPool pool;
    Buffer buffer(pool);
    buffer.append("headbody");
    const std::string_view head = buffer.view().substr(0, 4);
    buffer.consume(4);
    CHECK(head == "head");
    CHECK(buffer.view() == "body");
    CHECK(buffer.room().size() == Buffer::capacity - 4);
    CHECK(buffer.view() == "body");
    buffer.append("!");
    CHECK(buffer.view() == "body!");
}

TEST_CASE("a full buffer has no room and takes no more") {
    BlockPool pool;
    Buffer buffer(pool);
    buffer.append(std::string(Buffer::capacity + 10, 'x'));
    CHECK(buffer.size() == Buffer::capacity);
    CHECK(buffer.room().empty());
    buffer.consume(1);
    CHECK(buffer.room().size() == 1);
}

TEST_CASE("buffers of one pool swap what they hold") {
    BlockPool pool;
    Buffer one(pool);
    Buffer other(pool);
    one.append("one");
    one.swap(other);
    CHECK(one.empty());
    CHECK(other.view() == "one");
    CHECK(pool.bytes_out() == BlockPool::large_size);
}

TEST_CASE("a buffer that begins small grows when it is full, and begins small again") {
    BlockPool pool;
    Buffer buffer(pool, BlockPool::small_size);
    std::string text;
    while (text.size() < BlockPool::small_size) {
        text += std::to_string(text.size()) + ",";
    }
    text.resize(BlockPool::small_size);
    buffer.append(text);
    CHECK(pool.bytes_out() == BlockPool::small_size);
    CHECK(buffer.room().size() == Buffer::capacity - text.size());
    CHECK(pool.bytes_out() == BlockPool::large_size);
    CHECK(buffer.view() == text);
    buffer.append(std::string(Buffer::capacity, 'x'));
    CHECK(buffer.size() == Buffer::capacity);
    CHECK(buffer.view().starts_with(text + "xx"));
    CHECK(buffer.room().empty());
    buffer.release();
    CHECK(pool.bytes_out() == 0);
    buffer.append("small");
    CHECK(pool.bytes_out() == BlockPool::small_size);
}

TEST_CASE("consumed bytes make room before a small buffer grows") {
    BlockPool pool;
    Buffer buffer(pool, BlockPool::small_size);
    buffer.append(std::string(BlockPool::small_size, 'x'));
    buffer.consume(1);
    CHECK(buffer.room().size() == 1);
    CHECK(pool.bytes_out() == BlockPool::small_size);
}

TEST_CASE("while memory is tight a buffer takes less, and gives a large block back once empty") {
    BlockPool pool;
    pool.set_limit(4 * BlockPool::large_size);
    Buffer early(pool);
    early.append("early");
    Buffer other(pool);
    other.append("other");
    REQUIRE(pool.tight());
    Buffer late(pool);
    CHECK(late.room().size() == BlockPool::medium_size);
    Buffer head(pool, BlockPool::small_size);
    CHECK(head.room().size() == BlockPool::small_size);
    CHECK(early.room().size() == BlockPool::large_size - 5);
    early.consume(5);
    CHECK(early.room().size() == BlockPool::medium_size);
    CHECK(pool.bytes_out() ==
          BlockPool::large_size + 2 * BlockPool::medium_size + BlockPool::small_size);
}

}   // namespace net

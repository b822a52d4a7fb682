#include "net/stream.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <sys/socket.h>

namespace net {
namespace {

struct Count final : Waker {
    void raise() override { ++count; }
    int count = 0;
};

struct Pair {
    Pair() {
        std::array<int, 2> sockets{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets.data()) == 0);
        one = Stream::adopt(context, sockets[0], AF_UNIX);
        other = Stream::adopt(context, sockets[1], AF_UNIX);
        one->set_waker(&waker);
    }
    ~Pair() {
        one->close();
        other->close();
        context.run();
    }

    Stream::Context context{1};
    Count waker;
    StreamPtr one;
    StreamPtr other;
    std::array<char, 16> room{};
};

Transfer write(Stream& stream, std::string_view text) {
    return stream.write_some({&text, 1});
}

}   // namespace

TEST_CASE_METHOD(Pair, "reads and writes say what they did and never wait") {
    CHECK(one->read_some(room).state == Transfer::State::blocked);
    CHECK(write(*other, "hello").bytes == 5);
    const Transfer read = one->read_some(room);
    CHECK(read.state == Transfer::State::moved);
    CHECK(std::string_view(room.data(), read.bytes) == "hello");
    CHECK(one->drained());
}

TEST_CASE_METHOD(Pair, "pieces are written in order, empty ones skipped") {
    const std::array<std::string_view, 3> pieces{"head", "", "body"};
    CHECK(other->write_some(pieces).bytes == 8);
    const Transfer read = one->read_some(room);
    CHECK(std::string_view(room.data(), read.bytes) == "headbody");
}

TEST_CASE_METHOD(Pair, "a read that fills its room has left something behind") {
    CHECK(write(*other, std::string(20, 'x')).bytes == 20);
    CHECK(one->read_some(room).bytes == 16);
    CHECK_FALSE(one->drained());
    one->watch();
    context.poll();
    CHECK(waker.count == 0);
}

TEST_CASE_METHOD(Pair, "readiness raises the waker once for each time it was asked for") {
    CHECK(one->read_some(room).state == Transfer::State::blocked);
    one->want_read();
    one->want_read();
    context.poll();
    CHECK(waker.count == 0);
    write(*other, "x");
    context.restart();
    context.poll();
    CHECK(waker.count == 1);
    CHECK_FALSE(one->drained());
    write(*other, "y");
    context.restart();
    context.poll();
    CHECK(waker.count == 1);
}

TEST_CASE_METHOD(Pair, "the end is told once and not waited for again") {
    other->shutdown_send();
    CHECK(one->read_some(room).state == Transfer::State::ended);
    CHECK(one->ended());
    one->want_read();
    context.poll();
    CHECK(waker.count == 0);
}

TEST_CASE_METHOD(Pair, "a quiet stream is open and has nothing to say") {
    CHECK(one->is_quiet());
    write(*other, "x");
    CHECK_FALSE(one->is_quiet());
    CHECK(one->read_some(room).bytes == 1);
    other->close();
    CHECK_FALSE(one->is_quiet());
}

TEST_CASE_METHOD(Pair, "a closed stream raises nobody") {
    CHECK(one->read_some(room).state == Transfer::State::blocked);
    one->want_read();
    one->close();
    context.poll();
    CHECK(waker.count == 0);
}

TEST_CASE_METHOD(Pair, "a write to a stream that is gone fails") {
    other->close();
    CHECK(write(*one, "x").state == Transfer::State::failed);
}

}   // namespace net

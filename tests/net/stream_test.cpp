#include "net/stream.hpp"

#include "tests/net/turns.hpp"

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <sys/socket.h>
#include <vector>

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
        one = Stream::adopt(loop, Descriptor(sockets[0]));
        other = Stream::adopt(loop, Descriptor(sockets[1]));
        one->set_waker(&waker);
    }
    ~Pair() {
        one->close();
        if (other) {
            other->close();
        }
    }

    EventLoop loop;
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

TEST_CASE_METHOD(Pair, "of many pieces all are written in the end, and the stream stays writable") {
    net_test::poll(loop);
    std::vector<std::string> texts;
    for (int i = 0; i < 40; ++i) {
        texts.push_back(i % 3 == 0 ? "" : std::to_string(i));
    }
    std::vector<std::string_view> pieces(texts.begin(), texts.end());
    std::string written;
    std::string got;
    for (int calls = 0; calls < 40 && !pieces.empty(); ++calls) {
        std::size_t bytes = other->write_some(pieces).bytes;
        REQUIRE(bytes > 0);
        while (!pieces.empty() && bytes >= pieces.front().size()) {
            written += pieces.front();
            bytes -= pieces.front().size();
            pieces.erase(pieces.begin());
        }
        CHECK(bytes == 0);
        // It took all that it was offered: nobody has to read before the next call.
        Count ready;
        other->set_waker(&ready);
        other->want_write();
        net_test::poll(loop);
        CHECK(ready.count == 1);
        other->set_waker(nullptr);
    }
    CHECK(pieces.empty());
    for (Transfer read = one->read_some(room); read.state == Transfer::State::moved;
         read = one->read_some(room)) {
        got.append(room.data(), read.bytes);
    }
    CHECK(got == written);
}

TEST_CASE_METHOD(Pair, "where nothing is to be moved nothing is, and that is no end") {
    CHECK(write(*other, "").state == Transfer::State::moved);
    const Transfer read = one->read_some({});
    CHECK(read.state == Transfer::State::moved);
    CHECK(read.bytes == 0);
    CHECK_FALSE(one->ended());
}

TEST_CASE("no way to an address is told apart from nobody there") {
    EventLoop loop;
    Count waker;
    const auto connect = [&](const char* address) {
        namespace ip = boost::asio::ip;
        StreamPtr stream =
            Stream::connect(loop, ip::tcp::endpoint(ip::make_address(address), 1), waker);
        for (int i = 0; i < 100 && stream->connecting(); ++i) {
            loop.turn(std::chrono::milliseconds(100));
        }
        CHECK_FALSE(stream->connected());
        return stream->unroutable();
    };
    CHECK(connect("255.255.255.255"));   // TCP knows no way to everybody
    CHECK_FALSE(connect("127.0.0.1"));
}

TEST_CASE_METHOD(Pair, "a read that fills its room has left something behind") {
    CHECK(write(*other, std::string(20, 'x')).bytes == 20);
    CHECK(one->read_some(room).bytes == 16);
    CHECK_FALSE(one->drained());
    one->watch();
    net_test::poll(loop);
    CHECK(waker.count == 0);
}

TEST_CASE_METHOD(Pair, "readiness raises the waker once for each time it was asked for") {
    CHECK(one->read_some(room).state == Transfer::State::blocked);
    one->want_read();
    one->want_read();
    net_test::poll(loop);
    CHECK(waker.count == 0);
    write(*other, "x");
    net_test::poll(loop);
    CHECK(waker.count == 1);
    CHECK_FALSE(one->drained());
    write(*other, "y");
    net_test::poll(loop);
    CHECK(waker.count == 1);
}

TEST_CASE_METHOD(Pair, "the end is told once and not waited for again") {
    other->shutdown_send();
    CHECK(one->read_some(room).state == Transfer::State::ended);
    CHECK(one->ended());
    one->want_read();
    net_test::poll(loop);
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
    net_test::poll(loop);
    CHECK(waker.count == 0);
}

TEST_CASE_METHOD(Pair, "an end that came behind bytes is told though nothing more comes") {
    net_test::poll(loop);
    one->want_read();
    write(*other, "last");
    other->shutdown_send();
    net_test::poll(loop);
    CHECK(waker.count == 1);
    CHECK(one->read_some(room).bytes == 4);
    one->want_read();
    net_test::poll(loop);
    CHECK(waker.count == 2);
    CHECK(one->read_some(room).state == Transfer::State::ended);
}

TEST_CASE_METHOD(Pair, "what a read left behind raises the waker though nothing more comes") {
    one->want_read();
    write(*other, std::string(40, 'x'));
    for (int count = 1; count < 4; ++count) {
        net_test::poll(loop);
        CHECK(waker.count == count);
        CHECK(one->read_some(room).state == Transfer::State::moved);
        one->want_read();
    }
    CHECK(one->drained());
    net_test::poll(loop);
    CHECK(waker.count == 3);
}

TEST_CASE_METHOD(Pair, "a write that was blocked can go on when the other side has read") {
    const std::string block(100'000, 'b');
    std::size_t sent = 0;
    for (Transfer last; last.state == Transfer::State::moved; sent += last.bytes) {
        last = write(*one, block);
    }
    for (int count = 1; count < 3; ++count) {
        one->want_write();
        net_test::poll(loop);
        REQUIRE(waker.count == count - 1);
        std::string away(sent, ' ');
        REQUIRE(other->read_some(away).bytes == sent);
        net_test::poll(loop);
        CHECK(waker.count == count);
        sent = 0;
        for (Transfer last; last.state == Transfer::State::moved; sent += last.bytes) {
            last = write(*one, block);
        }
        CHECK(sent > 0);
    }
}

TEST_CASE_METHOD(Pair, "who wants to write what would go out at once is raised in its turn") {
    for (int count = 1; count < 4; ++count) {
        one->want_write();
        CHECK(waker.count == count - 1);
        net_test::poll(loop);
        CHECK(waker.count == count);
    }
}

TEST_CASE_METHOD(Pair, "others have their turn before who yields") {
    one->yield();
    one->yield();
    CHECK(waker.count == 0);
    net_test::poll(loop);
    CHECK(waker.count == 1);
}

TEST_CASE_METHOD(Pair, "a stream may go while it raises its waker") {
    struct Closer final : Waker {
        explicit Closer(StreamPtr& of) : stream(of) {}
        void raise() override {
            stream->close();
            stream.reset();
        }
        StreamPtr& stream;
    };
    Closer closer(other);
    other->set_waker(&closer);
    other->want_read();
    write(*one, "x");
    net_test::poll(loop);
    CHECK(other == nullptr);
}

TEST_CASE_METHOD(Pair, "a write to a stream that is gone fails") {
    other->close();
    CHECK(write(*one, "x").state == Transfer::State::failed);
}

}   // namespace net

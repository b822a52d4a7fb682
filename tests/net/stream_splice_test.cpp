#include "net/pipe.hpp"
#include "net/stream.hpp"
#include "tests/net/tcp_pair.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <poll.h>
#include <string>
#include <utility>

namespace net {
namespace {

constexpr std::size_t much = 1024 * 1024;

// What comes from afar, and where it goes.
struct Ends {
    Ends() {
        std::signal(SIGPIPE, SIG_IGN);   // as the process does
        connect(far_source, source);
        connect(sink, far_sink);
        REQUIRE(pipe);
    }
    ~Ends() {
        for (const StreamPtr& stream : {far_source, source, sink, far_sink}) {
            stream->close();
        }
    }

    void connect(StreamPtr& from, StreamPtr& to) {
        const std::array<int, 2> sockets = net_test::make_tcp_pair();
        from = Stream::adopt(loop, Descriptor(sockets[0]));
        to = Stream::adopt(loop, Descriptor(sockets[1]));
    }

    // The loopback delivers at once, but for a moment's work of the kernel.
    static void await(Stream& stream) {
        pollfd wanted{stream.descriptor(), POLLIN, 0};
        REQUIRE(::poll(&wanted, 1, 10'000) == 1);
    }

    void send(std::string_view text) {
        REQUIRE(far_source->write_some({&text, 1}).bytes == text.size());
        await(*source);
    }

    std::string received() {
        await(*far_sink);
        std::array<char, 4096> room{};
        const Transfer read = far_sink->read_some(room);
        return {room.data(), read.bytes};
    }

    EventLoop loop;
    StreamPtr far_source;
    StreamPtr source;
    StreamPtr sink;
    StreamPtr far_sink;
    std::unique_ptr<Pipe> pipe = Pipe::make();
};

}   // namespace

TEST_CASE_METHOD(Ends, "bytes go by a pipe from one socket to the other") {
    send("hello");
    const Transfer filled = source->fill(*pipe, much);
    CHECK(filled.state == Transfer::State::moved);
    CHECK(filled.bytes == 5);
    CHECK(pipe->size() == 5);
    const Transfer drained = sink->drain(*pipe);
    CHECK(drained.state == Transfer::State::moved);
    CHECK(drained.bytes == 5);
    CHECK(pipe->empty());
    CHECK(received() == "hello");
}

TEST_CASE_METHOD(Ends, "no more is taken than was asked for") {
    send("hello, world");
    CHECK(source->fill(*pipe, 5).bytes == 5);
    CHECK_FALSE(source->drained());
    CHECK(sink->drain(*pipe).bytes == 5);
    CHECK(received() == "hello");
    std::array<char, 16> room{};
    CHECK(std::string_view(room.data(), source->read_some(room).bytes) == ", world");
}

TEST_CASE_METHOD(Ends, "only a fill of an empty pipe tells that the socket is empty") {
    send("hello");
    CHECK(source->fill(*pipe, much).bytes == 5);
    CHECK_FALSE(source->drained());
    CHECK(source->fill(*pipe, much).state == Transfer::State::blocked);
    CHECK_FALSE(source->drained());
    CHECK(sink->drain(*pipe).bytes == 5);
    CHECK(source->fill(*pipe, much).state == Transfer::State::blocked);
    CHECK(source->drained());
}

TEST_CASE("a pipe may be full of few bytes") {
    EventLoop loop;
    std::array<int, 2> sockets{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets.data()) == 0);
    const StreamPtr far = Stream::adopt(loop, Descriptor(sockets[0]));
    const StreamPtr near = Stream::adopt(loop, Descriptor(sockets[1]));
    const std::unique_ptr<Pipe> pipe = Pipe::make();
    REQUIRE(pipe);
    constexpr std::size_t sent = 100;
    const std::string_view byte = "x";
    for (std::size_t i = 0; i < sent; ++i) {
        REQUIRE(far->write_some({&byte, 1}).bytes == 1);
    }
    for (std::size_t i = 0; i < sent && near->fill(*pipe, much).bytes > 0; ++i) {
    }
    CHECK(pipe->size() < sent);
    CHECK_FALSE(near->drained());
    std::array<char, sent> room{};
    CHECK(near->read_some(room).bytes == sent - pipe->size());
}

TEST_CASE_METHOD(Ends, "the end comes behind the last bytes") {
    send("hello");
    far_source->shutdown_send();
    CHECK(source->fill(*pipe, much).bytes == 5);
    CHECK_FALSE(source->ended());
    await(*source);
    CHECK(source->fill(*pipe, much).state == Transfer::State::ended);
    CHECK(source->ended());
}

TEST_CASE_METHOD(Ends, "a connection that is broken is no end") {
    send("hello");
    CHECK(source->fill(*pipe, much).bytes == 5);
    far_source->reset();
    await(*source);
    CHECK(source->fill(*pipe, much).state == Transfer::State::failed);
    CHECK(source->ended());
}

TEST_CASE_METHOD(Ends, "a sink that takes no more leaves the rest in the pipe") {
    const std::string block(64 * 1024, 'x');
    Transfer written;
    for (std::size_t sent = 0; written.state == Transfer::State::moved; sent += block.size()) {
        REQUIRE(sent < 64 * much);
        if (pipe->empty()) {
            send(block);
            REQUIRE(source->fill(*pipe, much).state == Transfer::State::moved);
        }
        written = sink->drain(*pipe);
    }
    CHECK(written.state == Transfer::State::blocked);
    CHECK_FALSE(pipe->empty());
}

TEST_CASE_METHOD(Ends, "a sink that is gone is told") {
    far_sink->reset();
    await(*sink);
    send("hello");
    CHECK(source->fill(*pipe, much).bytes == 5);
    CHECK(sink->drain(*pipe).state == Transfer::State::failed);
}

}   // namespace net

#include "proxy/relay.hpp"
#include "tests/net/tcp_pair.hpp"
#include "tests/net/turns.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <string>
#include <vector>

namespace proxy {
namespace {

using http::BodyKind;

constexpr std::size_t much = 1024 * 1024;

// So that a byte out of its place shows.
std::string make_body() {
    std::string body;
    body.reserve(much);
    for (std::uint32_t state = 1; body.size() < much; state = state * 1664525 + 1013904223) {
        body += static_cast<char>(state >> 24);
    }
    return body;
}

// A source and a sink, and the far ends of both.
struct Ends {
    Ends() {
        std::signal(SIGPIPE, SIG_IGN);   // as the process does
        connect(far_source, source);
        connect(sink, far_sink);
    }
    ~Ends() {
        for (const auto& stream : {far_source, source, sink, far_sink}) {
            stream->close();
        }
    }

    void connect(net::StreamPtr& from, net::StreamPtr& to) {
        const std::array<int, 2> sockets = net_test::make_tcp_pair();
        from = net::Stream::adopt(loop, net::Descriptor(sockets[0]));
        to = net::Stream::adopt(loop, net::Descriptor(sockets[1]));
    }

    // What the socket takes of it at once.
    void send_some(std::string_view& text) {
        const net::Transfer sent = far_source->write_some({&text, 1});
        text.remove_prefix(sent.bytes);
    }

    void receive(std::string& into) {
        std::array<char, 16384> room{};
        for (;;) {
            const net::Transfer read = far_sink->read_some(room);
            if (read.state != net::Transfer::State::moved) {
                return;
            }
            into.append(room.data(), read.bytes);
        }
    }

    // Sends it all while the relay runs, and what arrives of it.
    std::string pass(Relay& relay, std::string_view text, std::size_t expected) {
        std::string got;
        source->set_waker(&nobody);
        sink->set_waker(&nobody);
        for (int turn = 0; turn < 100'000 && (got.size() < expected || !text.empty()); ++turn) {
            send_some(text);
            relay.pump();
            relay.arm();
            receive(got);
            net_test::poll(loop);
        }
        return got;
    }

    void await_source() {
        source->want_read();
        REQUIRE(loop.turn(std::chrono::seconds(10)));
    }

    // Until the source was noticed to have ended.
    void pump_to_end(Relay& relay) {
        for (int turn = 0; relay.running() && turn < 100'000; ++turn) {
            relay.pump();
            relay.arm();
            net_test::poll(loop);
        }
    }

    struct Nobody final : net::Waker {
        void raise() override {}
    };

    net::EventLoop loop;
    Nobody nobody;
    net::BlockPool blocks;
    net::PipePool pipes{blocks};
    net::Buffer buffer{blocks};
    net::StreamPtr far_source;
    net::StreamPtr source;
    net::StreamPtr sink;
    net::StreamPtr far_sink;
    const std::string body = make_body();
};

Body::Plan whole(std::size_t length) {
    return {.in = {BodyKind::length, length}, .out = BodyKind::length};
}

}   // namespace

TEST_CASE_METHOD(Ends, "much of a body goes by a pipe") {
    buffer.append(body.substr(0, 1000));
    Relay relay(*source, *sink, buffer, whole(much));
    relay.splice_by(pipes);
    relay.send_first("head ");
    const std::string got = pass(relay, body.substr(1000) + "GET /next", much + 5);
    CHECK(got == "head " + body);
    CHECK(relay.state() == Relay::State::done);
    CHECK(relay.bytes_written() == much + 5);
    CHECK(pipes.resting() == 1);
    CHECK(blocks.bytes_out() == 0);
    // What stands behind the body stays where it is.
    await_source();
    std::array<char, 16> room{};
    CHECK(std::string_view(room.data(), source->read_some(room).bytes) == "GET /next");
}

TEST_CASE_METHOD(Ends, "a body is copied while no pipe is to be had") {
    pipes.set_most(0);
    Relay relay(*source, *sink, buffer, whole(much));
    relay.splice_by(pipes);
    CHECK(pass(relay, body, much) == body);
    CHECK(relay.state() == Relay::State::done);
}

TEST_CASE_METHOD(Ends, "what is short, or goes in other pieces than it comes, is copied") {
    const Body::Plan plans[] = {
        whole(1000),
        {.in = {BodyKind::length, 1000}, .out = BodyKind::until_close},
        {.in = {BodyKind::chunked}, .out = BodyKind::until_close},
        {.in = {BodyKind::until_close}, .out = BodyKind::until_close},
    };
    for (const Body::Plan& plan : plans) {
        Relay relay(*source, *sink, buffer, plan);
        relay.splice_by(pipes);
        std::string_view text = "3e8\r\n";
        send_some(text);
        await_source();
        relay.pump();
        CHECK(pipes.resting() == 0);
        buffer.release();
    }
}

TEST_CASE_METHOD(Ends, "while the sink takes nothing, one pipe at most is held") {
    std::string_view text;
    {
        Relay relay(*source, *sink, buffer, whole(64 * much));
        relay.splice_by(pipes);
        for (int turn = 0; !relay.waits_for_sink(); ++turn) {
            REQUIRE(turn < 100'000);
            if (text.empty()) {
                text = body;
            }
            send_some(text);
            relay.pump();
            source->want_read();
            net_test::poll(loop);
        }
        CHECK(relay.running());
        CHECK(pipes.out() == 1);
        CHECK(blocks.bytes_out() <= 256 * 1024);
    }
    CHECK(pipes.out() == 0);
    CHECK(pipes.resting() == 0);
}

TEST_CASE_METHOD(Ends, "a relay that waits for its source holds no pipe") {
    Relay relay(*source, *sink, buffer, whole(2 * much));
    relay.splice_by(pipes);
    CHECK(pass(relay, body, much) == body);
    CHECK(relay.running());
    CHECK(pipes.out() == 0);
    CHECK(pipes.resting() == 1);
}

TEST_CASE_METHOD(Ends, "a spliced body that is cut is not taken for the whole") {
    Relay relay(*source, *sink, buffer, whole(2 * much));
    relay.splice_by(pipes);
    pass(relay, body, much);
    SECTION("in order") {
        far_source->close();
        pump_to_end(relay);
        CHECK(relay.state() == Relay::State::source_ended);
    }
    SECTION("with a reset") {
        far_source->reset();
        pump_to_end(relay);
        CHECK(relay.state() == Relay::State::source_failed);
    }
}

TEST_CASE_METHOD(Ends, "a sink that is gone is told of a spliced body as well") {
    Relay relay(*source, *sink, buffer, whole(2 * much));
    relay.splice_by(pipes);
    pass(relay, body, much);
    far_sink->reset();
    std::string_view text = body;
    for (int turn = 0; relay.running() && turn < 100'000; ++turn) {
        send_some(text);
        relay.pump();
        relay.arm();
        net_test::poll(loop);
    }
    CHECK(relay.state() == Relay::State::sink_failed);
    CHECK(pipes.out() == 0);
}

}   // namespace proxy

#include "proxy/relay.hpp"

#include "tests/net/turns.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace proxy {
namespace {

using http::BodyKind;

// A source and a sink, and the far ends of both.
struct Pipes {
    Pipes() {
        connect(far_source, source);
        connect(sink, far_sink);
    }
    ~Pipes() {
        for (const auto& stream : {far_source, source, sink, far_sink}) {
            stream->close();
        }
    }

    void connect(net::StreamPtr& from, net::StreamPtr& to) {
        std::array<int, 2> sockets{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets.data()) == 0);
        from = net::Stream::adopt(loop, net::Descriptor(sockets[0]));
        to = net::Stream::adopt(loop, net::Descriptor(sockets[1]));
    }

    void send(std::string_view text) {
        REQUIRE(far_source->write_some({&text, 1}).bytes == text.size());
        source->want_read();
        net_test::poll(loop);
    }

    std::string received() {
        std::string text;
        std::array<char, 4096> room{};
        for (;;) {
            const net::Transfer read = far_sink->read_some(room);
            if (read.state != net::Transfer::State::moved) {
                return text;
            }
            text.append(room.data(), read.bytes);
        }
    }

    net::EventLoop loop;
    net::BlockPool pool;
    net::Buffer buffer{pool};
    net::StreamPtr far_source;
    net::StreamPtr source;
    net::StreamPtr sink;
    net::StreamPtr far_sink;
};

// Says each letter twice, three at a time; at the end it adds a full stop.
class Echo : public pages::Transform {
public:
    void put(std::string_view input) override { input_ = input; }
    void end() override { ended_ = true; }
    std::string_view take() override {
        given_.clear();
        for (; !input_.empty() && given_.size() < 6; input_.remove_prefix(1)) {
            given_.append(2, input_.front());
        }
        if (given_.empty() && ended_ && !stopped_) {
            stopped_ = true;
            given_ = ".";
        }
        return given_;
    }
    [[nodiscard]] bool failed() const override { return given_.find('!') != given_.npos; }

private:
    std::string_view input_;
    std::string given_;
    bool ended_ = false;
    bool stopped_ = false;
};

}   // namespace

TEST_CASE_METHOD(Pipes, "a body that is changed goes in chunks of its own") {
    struct Row {
        http::Framing in;
        BodyKind out;
        std::string came;
        std::string went;
    };
    const std::vector<Row> rows{
        {{BodyKind::length, 4},
         BodyKind::chunked,
         "abcd",
         "6\r\naabbcc\r\n2\r\ndd\r\n1\r\n.\r\n0\r\n\r\n"},
        {{BodyKind::chunked},
         BodyKind::chunked,
         "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
         "6\r\naabbcc\r\n1\r\n.\r\n0\r\n\r\n"},
        {{BodyKind::length, 2}, BodyKind::until_close, "ab", "aabb."},
        {{BodyKind::length, 0}, BodyKind::chunked, "", "1\r\n.\r\n0\r\n\r\n"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.came);
        Echo echo;
        Relay relay(*source, *sink, buffer, {.in = row.in, .out = row.out, .changes = true});
        relay.change_by(echo);
        relay.send_first("head ");
        if (!row.came.empty()) {
            send(row.came);
        }
        relay.pump();
        CHECK(relay.state() == Relay::State::done);
        CHECK(received() == "head " + row.went);
    }
}

TEST_CASE_METHOD(Pipes, "a body that is changed is not held back") {
    Echo echo;
    Relay relay(*source, *sink, buffer,
                {.in = {BodyKind::chunked}, .out = BodyKind::until_close, .changes = true});
    relay.change_by(echo);
    const std::string came = "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
    std::string went;
    for (const char byte : came) {
        send({&byte, 1});
        relay.pump();
        went += received();
        CHECK((byte < 'a' || went.ends_with(byte)));
    }
    CHECK(went == "aabbcc.");
    CHECK(relay.state() == Relay::State::done);
}

TEST_CASE_METHOD(Pipes, "a body that cannot be changed is a fault") {
    buffer.append("ab!");
    Echo echo;
    Relay relay(*source, *sink, buffer,
                {.in = {BodyKind::length, 3}, .out = BodyKind::chunked, .changes = true});
    relay.change_by(echo);
    relay.pump();
    CHECK(relay.state() == Relay::State::bad_body);
}

TEST_CASE_METHOD(Pipes, "a head goes out with the first bytes of its body") {
    buffer.append("hello");
    Relay relay(*source, *sink, buffer, {.in = {BodyKind::length, 5}, .out = BodyKind::length});
    relay.send_first("head ");
    CHECK(relay.pump());
    CHECK(relay.state() == Relay::State::done);
    CHECK(received() == "head hello");
    CHECK(relay.bytes_written() == 10);
}

TEST_CASE_METHOD(Pipes, "a head without a body is all there is") {
    Relay relay(*source, *sink, buffer, {});
    relay.send_first("head");
    relay.pump();
    CHECK(relay.state() == Relay::State::done);
    CHECK(received() == "head");
}

TEST_CASE_METHOD(Pipes, "what stands behind a body stays in the buffer") {
    buffer.append("helloGET /next");
    Relay relay(*source, *sink, buffer, {.in = {BodyKind::length, 5}, .out = BodyKind::length});
    relay.pump();
    CHECK(relay.state() == Relay::State::done);
    CHECK(received() == "hello");
    CHECK(buffer.view() == "GET /next");
}

TEST_CASE_METHOD(Pipes, "chunks pass in pieces and the last one only when all was read") {
    Relay relay(*source, *sink, buffer, {.in = {BodyKind::chunked, 0}, .out = BodyKind::chunked});
    std::string got;
    for (const char c : std::string("5;x=y\r\nhello\r\n0\r\nA: b\r\n")) {
        send({&c, 1});
        relay.pump();
        got += received();
        CHECK(relay.running());
    }
    CHECK(got == "5\r\nhello\r\n");
    send("\r\n");
    relay.pump();
    CHECK(relay.state() == Relay::State::done);
    CHECK(received() == "0\r\n\r\n");
}

TEST_CASE_METHOD(Pipes, "a body until close is put into chunks") {
    Relay relay(*source, *sink, buffer,
                {.in = {BodyKind::until_close, 0}, .out = BodyKind::chunked});
    send("hello");
    relay.pump();
    CHECK(received() == "5\r\nhello\r\n");
    far_source->shutdown_send();
    send("");
    relay.pump();
    CHECK(relay.state() == Relay::State::done);
    CHECK(received() == "0\r\n\r\n");
}

TEST_CASE_METHOD(Pipes, "a body that is cut is not taken for the whole") {
    Relay relay(*source, *sink, buffer, {.in = {BodyKind::length, 9}, .out = BodyKind::length});
    send("hello");
    far_source->close();
    relay.pump();
    relay.arm();
    net_test::poll(loop);
    relay.pump();
    CHECK(relay.state() == Relay::State::source_ended);
}

TEST_CASE_METHOD(Pipes, "a bad chunk is told and nothing of it passes") {
    Relay relay(*source, *sink, buffer, {.in = {BodyKind::chunked, 0}, .out = BodyKind::chunked});
    send("+5\r\nhello\r\n");
    relay.pump();
    CHECK(relay.state() == Relay::State::bad_body);
    CHECK(relay.fault() == http::Fault::chunk);
    CHECK(received().empty());
}

TEST_CASE_METHOD(Pipes, "while the sink takes nothing, one block at most is held") {
    Relay relay(*source, *sink, buffer,
                {.in = {BodyKind::until_close, 0}, .out = BodyKind::until_close});
    const std::string much(16 * 1024, 'x');
    std::size_t sent = 0;
    while (!relay.waits_for_sink()) {
        send(much);
        sent += much.size();
        relay.pump();
    }
    CHECK(pool.bytes_out() == net::BlockPool::large_size);
    CHECK(relay.running());
    CHECK(relay.bytes_written() < sent);
}

TEST_CASE_METHOD(Pipes, "a relay that waits for its source holds no block") {
    Relay relay(*source, *sink, buffer,
                {.in = {BodyKind::until_close, 0}, .out = BodyKind::until_close});
    send("hello");
    relay.pump();
    CHECK(relay.running());
    CHECK(pool.bytes_out() == 0);
}

TEST_CASE_METHOD(Pipes, "a sink that is gone is told apart from a source that is") {
    far_sink->close();
    buffer.append("hello");
    Relay relay(*source, *sink, buffer, {.in = {BodyKind::length, 5}, .out = BodyKind::length});
    relay.pump();
    CHECK(relay.state() == Relay::State::sink_failed);
}

}   // namespace proxy

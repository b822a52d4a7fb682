#include "net/proxy_header.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <cstring>
#include <string>

namespace net {
namespace {

using State = ProxyHeader::State;

const std::string signature("\r\n\r\n\0\r\nQUIT\n", 12);

std::string v2(char command, char family, const std::string& payload) {
    const auto size = static_cast<unsigned>(payload.size());
    return signature + command + family + static_cast<char>(size >> 8U) +
           static_cast<char>(size & 0xFFU) + payload;
}

const std::string four("\x0a\x00\x00\x07\x0a\x00\x00\x01\x1f\x90\x00\x50", 12);
const std::string six = std::string("\x20\x01\x0d\xb8", 4) + std::string(11, '\0') + "\x07" +
                        std::string(16, '\x01') + std::string("\x1f\x90\x00\x50", 4);

std::string text_of(const std::optional<Endpoint>& endpoint) {
    if (!endpoint) {
        return "own";
    }
    boost::asio::ip::tcp::endpoint tcp;
    std::memcpy(tcp.data(), endpoint->data(), endpoint->size());
    return tcp.address().to_string() + " " + std::to_string(tcp.port());
}

// What it makes of a header, given at once and byte by byte with a request behind it.
std::string read(const std::string& header) {
    ProxyHeader whole;
    const auto step = whole.take(header + "GET / HTTP/1.1\r\n");
    ProxyHeader slow;
    std::size_t taken = 0;
    State state = State::more;
    while (state == State::more && taken < header.size()) {
        const auto one = slow.take(std::string_view(header).substr(taken, 1));
        state = one.state;
        taken += one.taken;
    }
    if (state != State::more) {
        CHECK(step.state == state);
        CHECK(step.taken == taken);
    }
    switch (state) {
        case State::more:
            return "more";
        case State::bad:
            return "bad";
        case State::done:
            CHECK(taken == header.size());
            CHECK(text_of(slow.source()) == text_of(whole.source()));
            break;
    }
    return text_of(slow.source());
}

}   // namespace

TEST_CASE("the header of the PROXY protocol is read") {
    struct Case {
        std::string header;
        std::string result;
    };
    const std::vector<Case> cases{
        {"PROXY TCP4 10.0.0.7 10.0.0.1 8080 80\r\n", "10.0.0.7 8080"},
        {"PROXY TCP6 2001:db8::7 ::1 8080 80\r\n", "2001:db8::7 8080"},
        {"PROXY UNKNOWN\r\n", "own"},
        {"PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n", "own"},
        {"PROXY TCP4 10.0.0.7 10.0.0.1 8080", "more"},
        {"PROX", "more"},
        {"", "more"},
        {"PROXY \r\n", "bad"},
        {"PROXY\r\n", "bad"},
        {"PROXY TCP4\r\n", "bad"},
        {"PROXY TCP4 10.0.0.7 10.0.0.1 8080 80\n", "bad"},
        {"PROXY TCP4 10.0.0.7 10.0.0.1 8080 80 1\r\n", "bad"},
        {"PROXY TCP4  10.0.0.7 10.0.0.1 8080 80\r\n", "bad"},
        {"PROXY TCP4 ::1 ::1 8080 80\r\n", "bad"},
        {"PROXY TCP6 10.0.0.7 10.0.0.1 8080 80\r\n", "bad"},
        {"PROXY TCP4 10.0.0.777 10.0.0.1 8080 80\r\n", "bad"},
        {"PROXY TCP4 10.0.0.7 10.0.0.1 65536 80\r\n", "bad"},
        {"PROXY TCP4 10.0.0.7 10.0.0.1 -1 80\r\n", "bad"},
        {"PROXY UDP4 10.0.0.7 10.0.0.1 1 80\r\n", "bad"},
        {"proxy TCP4 10.0.0.7 10.0.0.1 1 80\r\n", "bad"},
        {"PROXY UNKNOWN " + std::string(200, 'x'), "bad"},
        {"GET / HTTP/1.1\r\n", "bad"},
        {"\x16\x03\x01", "bad"},
        {v2(0x21, 0x11, four), "10.0.0.7 8080"},
        {v2(0x21, 0x21, six), "2001:db8::7 8080"},
        {v2(0x21, 0x11, four + std::string(3000, 't')), "10.0.0.7 8080"},
        {v2(0x20, 0x00, ""), "own"},
        {v2(0x20, 0x11, four), "own"},
        {v2(0x21, 0x00, ""), "own"},
        {v2(0x21, 0x31, std::string(216, 'p')), "own"},
        {v2(0x21, 0x11, four).substr(0, 27), "more"},
        {signature, "more"},
        {v2(0x21, 0x11, four.substr(0, 11)), "bad"},
        {v2(0x21, 0x21, four), "bad"},
        {v2(0x21, 0x12, four), "bad"},
        {v2(0x22, 0x11, four), "bad"},
        {v2(0x11, 0x11, four), "bad"},
        {v2(0x21, 0x11, std::string(5000, 't')), "bad"},
        {signature.substr(0, 11) + "X", "bad"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.header);
        CHECK(read(one.header) == one.result);
    }
}

}   // namespace net

#include "fixture.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

// A request line and fields as they came, without the last empty line.
boost::system::result<RequestGate, Fault> judge(const ParsedRequest& request) {
    return check_request(request.head);
}

std::optional<Fault> verdict(std::string_view lines) {
    const ParsedRequest request(std::string(lines) + "\r\n\r\n");
    return fault_of(judge(request));
}

struct Refused {
    std::string_view lines;
    Fault fault;
};

const std::vector<Refused> refused{
    // methods
    {"CONNECT a:443 HTTP/1.1\r\nHost: a:443", Fault::method_connect},
    {"CONNECT / HTTP/1.1\r\nHost: a", Fault::method_connect},
    {"TRACE / HTTP/1.1\r\nHost: a", Fault::method_trace},
    // targets
    {"GET * HTTP/1.1\r\nHost: a", Fault::target},
    {"GET a HTTP/1.1\r\nHost: a", Fault::target},
    {"GET a:80 HTTP/1.1\r\nHost: a", Fault::target},
    {"GET ?x HTTP/1.1\r\nHost: a", Fault::target},
    {"GET ../x HTTP/1.1\r\nHost: a", Fault::target},
    {"GET \\x HTTP/1.1\r\nHost: a", Fault::target},
    {"GET ftp://a/ HTTP/1.1\r\nHost: a", Fault::target},
    {"GET ws://a/ HTTP/1.1\r\nHost: a", Fault::target},
    {"GET ://a/ HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http:/a/ HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http:a HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http:// HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http:///x HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http://:80/ HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http://user@a/ HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http://u:p@a/ HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http://a\\b/ HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http://a:b/ HTTP/1.1\r\nHost: a", Fault::target},
    {"GET http://[::1/ HTTP/1.1\r\nHost: a", Fault::target},
    {"OPTIONS ** HTTP/1.1\r\nHost: a", Fault::target},
    // Host
    {"GET / HTTP/1.1", Fault::host},
    {"GET / HTTP/1.1\r\nX-Host: a", Fault::host},
    {"GET http://a/ HTTP/1.1", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a\r\nHost: a", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a\r\nX: y\r\nhost: b", Fault::host},
    {"GET / HTTP/1.0\r\nHost: a\r\nHost: a", Fault::host},
    {"GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: a", Fault::host},
    {"GET http://a/ HTTP/1.1\r\nHost: a b", Fault::host},
    {"GET / HTTP/1.1\r\nHost:", Fault::host},
    {"GET / HTTP/1.0\r\nHost:", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a b", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a,b", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a/b", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a?b", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a#b", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a@b", Fault::host},
    {"GET / HTTP/1.1\r\nHost: http://a", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a\\b", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a\tb", Fault::host},
    {"GET / HTTP/1.1\r\nHost: \xc3\xa9", Fault::host},
    {"GET / HTTP/1.1\r\nHost: \"a\"", Fault::host},
    {"GET / HTTP/1.1\r\nHost: <a>", Fault::host},
    {"GET / HTTP/1.1\r\nHost: :", Fault::host},
    {"GET / HTTP/1.1\r\nHost: :80", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a:b", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a:-1", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a:80:80", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a:123456", Fault::host},
    {"GET / HTTP/1.1\r\nHost: ::1", Fault::host},
    {"GET / HTTP/1.1\r\nHost: []", Fault::host},
    {"GET / HTTP/1.1\r\nHost: [", Fault::host},
    {"GET / HTTP/1.1\r\nHost: [::1", Fault::host},
    {"GET / HTTP/1.1\r\nHost: ::1]", Fault::host},
    {"GET / HTTP/1.1\r\nHost: a[1]", Fault::host},
    {"GET / HTTP/1.1\r\nHost: [::1]x", Fault::host},
    {"GET / HTTP/1.1\r\nHost: [::1]80", Fault::host},
    {"GET / HTTP/1.1\r\nHost: [::1]:x", Fault::host},
    {"GET / HTTP/1.1\r\nHost: [a.example]", Fault::host},
    {"GET / HTTP/1.1\r\nHost: [[::1]]", Fault::host},
};

const std::vector<Refused> refused_framing{
    // Content-Length: one plain decimal
    {"Content-Length:", Fault::ambiguous_length},
    {"Content-Length: +5", Fault::ambiguous_length},
    {"Content-Length: -5", Fault::ambiguous_length},
    {"Content-Length: -0", Fault::ambiguous_length},
    {"Content-Length: 5 5", Fault::ambiguous_length},
    {"Content-Length: 5,5", Fault::ambiguous_length},
    {"Content-Length: 5, 5", Fault::ambiguous_length},
    {"Content-Length: 5, 6", Fault::ambiguous_length},
    {"Content-Length: 5,", Fault::ambiguous_length},
    {"Content-Length: ,5", Fault::ambiguous_length},
    {"Content-Length: ,", Fault::ambiguous_length},
    {"Content-Length: 0x5", Fault::ambiguous_length},
    {"Content-Length: 5x", Fault::ambiguous_length},
    {"Content-Length: x", Fault::ambiguous_length},
    {"Content-Length: 5.0", Fault::ambiguous_length},
    {"Content-Length: 5e1", Fault::ambiguous_length},
    {"Content-Length: 5_0", Fault::ambiguous_length},
    {"Content-Length: \"5\"", Fault::ambiguous_length},
    {"Content-Length: 5;x", Fault::ambiguous_length},
    {"Content-Length: \xc2\xb2", Fault::ambiguous_length},
    {"Content-Length: 9223372036854775808", Fault::ambiguous_length},
    {"Content-Length: 18446744073709551615", Fault::ambiguous_length},
    {"Content-Length: 18446744073709551616", Fault::ambiguous_length},
    {"Content-Length: 18446744073709551621", Fault::ambiguous_length},
    {"Content-Length: 99999999999999999999999999999999", Fault::ambiguous_length},
    {"Content-Length: 5\r\nContent-Length: 6", Fault::ambiguous_length},
    {"Content-Length: 5\r\nA: b\r\ncontent-length: 50", Fault::ambiguous_length},
    {"Content-Length: 5\r\nContent-Length: 5\r\nContent-Length: 6", Fault::ambiguous_length},
    {"Content-Length: 5\r\nContent-Length:", Fault::ambiguous_length},
    {"Content-Length:\r\nContent-Length: 5", Fault::ambiguous_length},
    {"Content-Length: 5\r\nContent-Length: x", Fault::ambiguous_length},
    // never both
    {"Content-Length: 5\r\nTransfer-Encoding: chunked", Fault::ambiguous_length},
    {"Transfer-Encoding: chunked\r\nContent-Length: 5", Fault::ambiguous_length},
    {"Transfer-Encoding: chunked\r\nContent-Length: 0", Fault::ambiguous_length},
    {"Transfer-Encoding: chunked\r\nA: b\r\nContent-Length: x", Fault::ambiguous_length},
    // one line
    {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", Fault::ambiguous_length},
    {"Transfer-Encoding: chunked\r\ntransfer-encoding: identity", Fault::ambiguous_length},
    {"Transfer-Encoding: chunked\r\nTransfer-Encoding:", Fault::ambiguous_length},
    {"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", Fault::unknown_coding},
    {"Transfer-Encoding:\r\nTransfer-Encoding: chunked", Fault::unknown_coding},
    // exactly `chunked`
    {"Transfer-Encoding:", Fault::unknown_coding},
    {"Transfer-Encoding: ,", Fault::unknown_coding},
    {"Transfer-Encoding: identity", Fault::unknown_coding},
    {"Transfer-Encoding: gzip", Fault::unknown_coding},
    {"Transfer-Encoding: xchunked", Fault::unknown_coding},
    {"Transfer-Encoding: chunkedx", Fault::unknown_coding},
    {"Transfer-Encoding: chunke", Fault::unknown_coding},
    {"Transfer-Encoding: \"chunked\"", Fault::unknown_coding},
    {"Transfer-Encoding: 'chunked'", Fault::unknown_coding},
    {"Transfer-Encoding: chunked,", Fault::unknown_coding},
    {"Transfer-Encoding: ,chunked", Fault::unknown_coding},
    {"Transfer-Encoding: chunked, chunked", Fault::unknown_coding},
    {"Transfer-Encoding: chunked,chunked", Fault::unknown_coding},
    {"Transfer-Encoding: chunked, gzip", Fault::unknown_coding},
    {"Transfer-Encoding: gzip, chunked", Fault::unknown_coding},
    {"Transfer-Encoding: chunked, identity", Fault::unknown_coding},
    {"Transfer-Encoding: chunked;q=1", Fault::unknown_coding},
    {"Transfer-Encoding: chunked;", Fault::unknown_coding},
    {"Transfer-Encoding: chunked chunked", Fault::unknown_coding},
    {"Transfer-Encoding: chun ked", Fault::unknown_coding},
    {"Transfer-Encoding: ch\xc3\xbanked", Fault::unknown_coding},
    {"Transfer-Encoding: \xa0"
     "chunked",
     Fault::unknown_coding},
    {"Transfer-Encoding: xchunked\r\nContent-Length: 5", Fault::unknown_coding},
};

struct Framed {
    std::string_view fields;
    BodyKind kind;
    std::uint64_t length;
};

const std::vector<Framed> framed{
    {"A: b", BodyKind::none, 0},
    {"Content-Length: 0", BodyKind::length, 0},
    {"Content-Length: 5", BodyKind::length, 5},
    {"content-LENGTH:5 ", BodyKind::length, 5},
    {"Content-Length: 005", BodyKind::length, 5},
    {"Content-Length: 9223372036854775807", BodyKind::length, 9223372036854775807U},
    {"Content-Length: 5\r\nContent-Length: 5", BodyKind::length, 5},
    {"Content-Length: 5\r\nA: b\r\ncontent-length: 5\r\nContent-Length:5", BodyKind::length, 5},
    {"Transfer-Encoding: chunked", BodyKind::chunked, 0},
    {"transfer-encoding:\tChunKED \t", BodyKind::chunked, 0},
    {"Content_Length: 5", BodyKind::none, 0},
    {"Transfer_Encoding: chunked\r\nContent-Length: 5", BodyKind::length, 5},
};

struct Targeted {
    std::string_view line;
    std::string_view host;
    std::string_view target;
    bool absolute;
};

const std::vector<Targeted> targets{
    {"GET / HTTP/1.1\r\nHost: h.example", "h.example", "/", false},
    {"GET //x/y HTTP/1.1\r\nHost: h", "h", "//x/y", false},
    {"GET /a?b=c:// HTTP/1.1\r\nHost: h", "h", "/a?b=c://", false},
    {"GET /http://a/ HTTP/1.1\r\nHost: h", "h", "/http://a/", false},
    {"OPTIONS * HTTP/1.1\r\nHost: h", "h", "*", false},
    {"OPTIONS /x HTTP/1.1\r\nHost: h", "h", "/x", false},
    {"GET http://a/b?c HTTP/1.1\r\nHost: h", "a", "/b?c", true},
    {"GET HTTPS://A:443/ HTTP/1.1\r\nHost: h", "A:443", "/", true},
    {"GET http://a HTTP/1.1\r\nHost: h", "a", "", true},
    {"GET http://a?b/c HTTP/1.1\r\nHost: h", "a", "?b/c", true},
    {"GET http://[::1]:8/x HTTP/1.1\r\nHost: h", "[::1]:8", "/x", true},
    {"GET http://a/b HTTP/1.0", "a", "/b", true},
    {"GET / HTTP/1.0", "", "/", false},
    {"GET / HTTP/1.0\r\nHost: h", "h", "/", false},
    {"connect / HTTP/1.1\r\nHost: h", "h", "/", false},
    {"GET / HTTP/1.1\r\nHost: a_b-c.d~!$&'()*+;=%41", "a_b-c.d~!$&'()*+;=%41", "/", false},
    {"GET / HTTP/1.1\r\nHost: h:", "h:", "/", false},
    {"GET / HTTP/1.1\r\nHost: h:65535", "h:65535", "/", false},
    {"GET / HTTP/1.1\r\nHost: H.", "H.", "/", false},
    {"GET / HTTP/1.1\r\nHost: [2001:DB8::1.2.3.4]", "[2001:DB8::1.2.3.4]", "/", false},
    {"GET / HTTP/1.1\r\nHost: [::1]:80", "[::1]:80", "/", false},
    {"GET / HTTP/1.1\r\nHost: 127.0.0.1:80", "127.0.0.1:80", "/", false},
};

struct Connected {
    std::string_view lines;
    bool keep_alive;
    bool upgrade;
};

const std::vector<Connected> connections{
    {"GET / HTTP/1.1\r\nHost: a", true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close", false, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: x, CLOSE", false, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: x\r\nConnection: close", false, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, close", false, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: closed", true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nProxy-Connection: close", true, false},
    {"GET / HTTP/1.0\r\nHost: a", false, false},
    {"GET / HTTP/1.0\r\nHost: a\r\nConnection: Keep-Alive", true, false},
    {"GET / HTTP/1.0\r\nHost: a\r\nProxy-Connection: keep-alive", false, false},
    {"GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive, close", false, false},
    // upgrades
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket", true, true},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, upgrade\r\nUpgrade: a/1, b", true, true},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: a\r\nContent-Length: 0", true,
     true},
    {"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket", true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade", true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade:", true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: ,", true, false},
    {"GET / HTTP/1.0\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket", false, false},
    {"POST / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: a\r\nContent-Length: 1", true,
     false},
    {"POST / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: a\r\nTransfer-Encoding: "
     "chunked",
     true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c", true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: H2C", true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2", true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket, h2c", true, false},
    {"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\nUpgrade: h2c", true,
     false},
};

}   // namespace

TEST_CASE("a request that is for no origin is refused") {
    for (const Refused& row : refused) {
        CAPTURE(row.lines);
        CHECK(fault_name(verdict(row.lines)) == fault_name(row.fault));
    }
}

TEST_CASE("a request whose end two readers could see in two places is refused") {
    for (const Refused& row : refused_framing) {
        CAPTURE(row.lines);
        const std::string post = std::string("POST / HTTP/1.1\r\nHost: a\r\n").append(row.lines);
        CHECK(fault_name(verdict(post)) == fault_name(row.fault));
        const std::string get = std::string("GET / HTTP/1.1\r\n").append(row.lines) + "\r\nHost: a";
        CHECK(fault_name(verdict(get)) == fault_name(row.fault));
    }
}

TEST_CASE("HTTP/1.0 has no transfer codings") {
    CHECK(fault_name(verdict("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked")) ==
          "ambiguous_length");
    CHECK(fault_name(verdict("POST / HTTP/1.0\r\nTransfer-Encoding: identity")) ==
          "ambiguous_length");
    CHECK(fault_name(verdict("POST / HTTP/1.0\r\nContent-Length: 5, 5")) == "ambiguous_length");
}

TEST_CASE("the body of a request is framed by one length or one coding") {
    for (const Framed& row : framed) {
        CAPTURE(row.fields);
        const ParsedRequest request(
            std::string("POST / HTTP/1.1\r\nHost: a\r\n").append(row.fields) + "\r\n\r\n");
        const auto gate = judge(request);
        REQUIRE(fault_name(fault_of(gate)) == "passes");
        CHECK(gate->body.kind == row.kind);
        CHECK(gate->body.length == row.length);
    }
}

TEST_CASE("target and host are taken from where the grammar has them") {
    for (const Targeted& row : targets) {
        CAPTURE(row.line);
        const ParsedRequest request(std::string(row.line) + "\r\n\r\n");
        const auto gate = judge(request);
        REQUIRE(fault_name(fault_of(gate)) == "passes");
        CHECK(gate->host == row.host);
        CHECK(gate->target == row.target);
        CHECK(gate->absolute == row.absolute);
    }
}

TEST_CASE("a Connection field has a limited number of options") {
    const auto with_options = [](int count) {
        std::string lines = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close";
        for (int i = 1; i < count; ++i) {
            lines += i % 2 == 0 ? ", x" : "\r\nConnection: x";
        }
        return lines;
    };
    CHECK(verdict(with_options(32)) == std::nullopt);
    CHECK(verdict(with_options(33)) == Fault::malformed);
}

TEST_CASE("what the visitor's connection may become") {
    for (const Connected& row : connections) {
        CAPTURE(row.lines);
        const ParsedRequest request(std::string(row.lines) + "\r\n\r\n");
        const auto gate = judge(request);
        REQUIRE(fault_name(fault_of(gate)) == "passes");
        CHECK(gate->keep_alive == row.keep_alive);
        CHECK(gate->upgrade == row.upgrade);
    }
}

}   // namespace http

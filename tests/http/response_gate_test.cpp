#include "fixture.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

struct Passed {
    std::string_view lines;
    std::string_view method;
    BodyKind kind;
    std::uint64_t length;
    bool keep_alive;
};

const std::vector<Passed> passed{
    {"HTTP/1.1 200 OK\r\nContent-Length: 5", "GET", BodyKind::length, 5, true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 0", "GET", BodyKind::length, 0, true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\ncontent-length:5", "GET", BodyKind::length, 5, true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5, 5", "GET", BodyKind::length, 5, true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5 ,,5\r\nContent-Length: 5", "GET", BodyKind::length, 5,
     true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "GET", BodyKind::chunked, 0, true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED", "POST", BodyKind::chunked, 0, true},
    {"HTTP/1.1 200 OK\r\nA: b", "GET", BodyKind::until_close, 0, false},
    {"HTTP/1.1 200 OK\r\nConnection: keep-alive", "GET", BodyKind::until_close, 0, false},
    {"HTTP/1.1 500 No\r\nConnection: close\r\nContent-Length: 5", "GET", BodyKind::length, 5,
     false},
    {"HTTP/1.1 200 OK\r\nConnection: keep alive\r\nContent-Length: 5", "GET", BodyKind::length, 5,
     true},
    {"HTTP/1.1 200 OK\r\nConnection: @#;, Close\r\nContent-Length: 5", "GET", BodyKind::length, 5,
     false},
    {"HTTP/1.0 200 OK\r\nContent-Length: 5", "GET", BodyKind::length, 5, false},
    {"HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: Keep-Alive", "GET", BodyKind::length, 5,
     true},
    {"HTTP/1.0 200 OK\r\nConnection: keep-alive", "GET", BodyKind::until_close, 0, false},
    {"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked", "GET", BodyKind::chunked, 0, false},
    {"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive", "GET",
     BodyKind::chunked, 0, false},
    // no body, whatever the fields say
    {"HTTP/1.1 200 OK\r\nContent-Length: 5", "HEAD", BodyKind::none, 0, true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "HEAD", BodyKind::none, 0, true},
    {"HTTP/1.1 200 OK\r\nA: b", "HEAD", BodyKind::none, 0, true},
    {"HTTP/1.0 200 OK\r\nA: b", "HEAD", BodyKind::none, 0, false},
    {"HTTP/1.0 200 OK\r\nConnection: keep-alive", "HEAD", BodyKind::none, 0, true},
    {"HTTP/1.1 204 No\r\nContent-Length: 5", "GET", BodyKind::none, 0, true},
    {"HTTP/1.1 204 No\r\nTransfer-Encoding: chunked", "GET", BodyKind::none, 0, true},
    {"HTTP/1.1 304 No\r\nContent-Length: 5", "GET", BodyKind::none, 0, true},
    {"HTTP/1.1 304 No\r\nConnection: close", "GET", BodyKind::none, 0, false},
    {"HTTP/1.1 199 Odd\r\nContent-Length: 5", "GET", BodyKind::none, 0, true},
    {"HTTP/1.1 205 Reset\r\nA: b", "GET", BodyKind::until_close, 0, false},
    {"HTTP/1.1 200 OK\r\nA: b", "head", BodyKind::until_close, 0, false},
    // what follows is the other protocol
    {"HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: upgrade", "GET", BodyKind::until_close, 0, true},
    {"HTTP/1.1 101 Go\r\nContent-Length: 5", "GET", BodyKind::until_close, 0, true},
    {"HTTP/1.1 101 Go\r\nContent-Length: 5", "HEAD", BodyKind::until_close, 0, true},
};

struct Refused {
    std::string_view fields;
    Fault fault;
};

const std::vector<Refused> refused{
    {"Content-Length: 5\r\nTransfer-Encoding: chunked", Fault::ambiguous_length},
    {"Transfer-Encoding: chunked\r\nContent-Length: 5", Fault::ambiguous_length},
    {"Content-Length: 5\r\nContent-Length: 6", Fault::ambiguous_length},
    {"Content-Length: 5, 6", Fault::ambiguous_length},
    {"Content-Length: 5, x", Fault::ambiguous_length},
    {"Content-Length: 5, 5\r\nContent-Length: 6", Fault::ambiguous_length},
    {"Content-Length:", Fault::ambiguous_length},
    {"Content-Length: ,", Fault::ambiguous_length},
    {"Content-Length: 5\r\nContent-Length: ,", Fault::ambiguous_length},
    {"Content-Length: +5", Fault::ambiguous_length},
    {"Content-Length: -5", Fault::ambiguous_length},
    {"Content-Length: 0x5", Fault::ambiguous_length},
    {"Content-Length: 5 5", Fault::ambiguous_length},
    {"Content-Length: 9223372036854775808", Fault::ambiguous_length},
    {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", Fault::ambiguous_length},
    {"Transfer-Encoding:", Fault::unknown_coding},
    {"Transfer-Encoding: identity", Fault::unknown_coding},
    {"Transfer-Encoding: gzip", Fault::unknown_coding},
    {"Transfer-Encoding: gzip, chunked", Fault::unknown_coding},
    {"Transfer-Encoding: chunked, chunked", Fault::unknown_coding},
    {"Transfer-Encoding: chunked;q=1", Fault::unknown_coding},
    {"Transfer-Encoding: xchunked", Fault::unknown_coding},
    {"Transfer-Encoding: identity\r\nContent-Length: 5", Fault::unknown_coding},
};

}   // namespace

TEST_CASE("how a response ends, and whether its connection can be used again") {
    for (const Passed& row : passed) {
        CAPTURE(row.lines, row.method);
        const ParsedResponse response(std::string(row.lines) + "\r\n\r\n");
        const auto gate = check_response(response.head, row.method);
        REQUIRE(fault_name(fault_of(gate)) == "passes");
        CHECK(gate->body.kind == row.kind);
        CHECK(gate->body.length == row.length);
        CHECK(gate->keep_alive == row.keep_alive);
    }
}

TEST_CASE("a response whose end is in doubt is refused, also where no body follows") {
    for (const Refused& row : refused) {
        CAPTURE(row.fields);
        for (const std::string_view line :
             {"HTTP/1.1 200 OK\r\n", "HTTP/1.0 200 OK\r\n", "HTTP/1.1 304 No\r\n"}) {
            CAPTURE(line);
            const ParsedResponse response(std::string(line).append(row.fields) + "\r\n\r\n");
            CHECK(fault_name(fault_of(check_response(response.head, "GET"))) ==
                  fault_name(row.fault));
        }
    }
}

TEST_CASE("an option is looked for in every Connection field") {
    const ParsedResponse response(
        "HTTP/1.1 200 OK\r\nConnection: a, \"b, c\"\r\nX: d\r\nCONNECTION: E\r\n\r\n");
    const Fields& fields = response.head.fields;
    CHECK(connection_has(fields, "a"));
    CHECK(connection_has(fields, "e"));
    CHECK_FALSE(connection_has(fields, "b"));
    CHECK_FALSE(connection_has(fields, "c"));
    CHECK_FALSE(connection_has(fields, "d"));
    CHECK_FALSE(connection_has(fields, ""));
}

}   // namespace http

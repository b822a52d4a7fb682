#include "fixture.hpp"
#include "http/head_writer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

struct Row {
    std::string_view came;
    ResponsePlan plan;
    std::string_view goes;
};

ResponsePlan plan(BodyKind kind, std::uint64_t length = 0) {
    ResponsePlan made;
    made.body = {kind, length};
    return made;
}

ResponsePlan closing(ResponsePlan made) {
    made.close = true;
    return made;
}

ResponsePlan for_http10(ResponsePlan made) {
    made.keep_alive_10 = true;
    return made;
}

ResponsePlan without_body() {
    ResponsePlan made;
    made.keep_length = true;
    return made;
}

const std::vector<Row> rows{
    // status, names, bytes and order stay
    {"HTTP/1.1 200 Very  OK\xe9\r\nb:1\r\nA:  x  y \t\r\nContent-Length: 5\r\nb: 2\r\n"
     "Set-Cookie: a=b ;Path=/\r\nDate: d\r\nset-cookie:c=d\r\nServer: s\r\nC:\r\n",
     plan(BodyKind::length, 5),
     "HTTP/1.1 200 Very  OK\xe9\r\nb:1\r\nA:  x  y \t\r\nContent-Length: 5\r\nb: 2\r\n"
     "Set-Cookie: a=b ;Path=/\r\nDate: d\r\nset-cookie:c=d\r\nServer: s\r\nC:\r\n"},
    {"HTTP/1.0 404 No\r\nContent-Length: 0\r\n", plan(BodyKind::length, 0),
     "HTTP/1.1 404 No\r\nContent-Length: 0\r\n"},
    {"HTTP/1.1 200\r\nContent-Length: 0\r\n", plan(BodyKind::length, 0),
     "HTTP/1.1 200 \r\nContent-Length: 0\r\n"},
    {"HTTP/1.1 200 \r\nContent-Length: 0\r\n", plan(BodyKind::length, 0),
     "HTTP/1.1 200 \r\nContent-Length: 0\r\n"},
    // hop-by-hop
    {"HTTP/1.1 200 OK\r\nConnection: keep-alive, X-One\r\nX-One: 1\r\nX-Two: 2\r\n"
     "Keep-Alive: timeout=5\r\nProxy-Connection: x\r\nTE: x\r\nTrailer: T\r\nUpgrade: h2c\r\n"
     "Proxy-Authenticate: p\r\nContent-Length: 1\r\n",
     plan(BodyKind::length, 1),
     "HTTP/1.1 200 OK\r\nX-Two: 2\r\nProxy-Authenticate: p\r\nContent-Length: 1\r\n"},
    {"HTTP/1.1 200 OK\r\nConnection: set-cookie, cache-control, content-type, location, date\r\n"
     "Set-Cookie: a=b\r\nCache-Control: private\r\nContent-Type: t\r\nLocation: l\r\nDate: d\r\n",
     plan(BodyKind::none),
     "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nCache-Control: private\r\nContent-Type: t\r\n"
     "Location: l\r\nDate: d\r\n"},
    {"HTTP/1.1 200 OK\r\nSet-Cookie2: a=b\r\nSet-Cookie: c=d\r\nset-COOKIE2: e\r\n",
     plan(BodyKind::none), "HTTP/1.1 200 OK\r\nSet-Cookie: c=d\r\n"},
    // framing
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nA: b\r\n", plan(BodyKind::chunked),
     "HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n"},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n",
     closing(plan(BodyKind::until_close)), "HTTP/1.1 200 OK\r\nA: b\r\nConnection: close\r\n"},
    {"HTTP/1.0 200 OK\r\nA: b\r\n", plan(BodyKind::chunked),
     "HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nA: b\r\n", plan(BodyKind::chunked),
     "HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\r\ncontent-length: 5\r\n",
     plan(BodyKind::length, 5), "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\r\n"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\nA: b\r\n", plan(BodyKind::length, 5),
     "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 5\r\n"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\nA: b\r\ncontent-length: 5\r\n",
     plan(BodyKind::length, 5), "HTTP/1.1 200 OK\r\nA: b\r\ncontent-length: 5\r\n"},
    {"HTTP/1.1 200 OK\r\nA: b\r\n", plan(BodyKind::length, 1234567890123U),
     "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 1234567890123\r\n"},
    // no body
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\r\n", without_body(),
     "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\r\n"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n", without_body(),
     "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\nTransfer-Encoding: chunked\r\n", without_body(),
     "HTTP/1.1 200 OK\r\n"},
    {"HTTP/1.1 304 No\r\nETag: \"x\"\r\n", without_body(), "HTTP/1.1 304 No\r\nETag: \"x\"\r\n"},
    {"HTTP/1.1 204 No\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", plan(BodyKind::none),
     "HTTP/1.1 204 No\r\n"},
    // the visitor's connection
    {"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n",
     closing(plan(BodyKind::length, 1)),
     "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n"},
    {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n",
     for_http10(plan(BodyKind::length, 1)),
     "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: keep-alive\r\n"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n", closing(for_http10(plan(BodyKind::length, 1))),
     "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n"},
    // a tunnel
    {"HTTP/1.1 101 Go\r\nConnection: Upgrade, close\r\nUpgrade: WebSocket\r\nContent-Length: 5\r\n"
     "Transfer-Encoding: chunked\r\nSec-WebSocket-Accept: k\r\nSet-Cookie: a=b\r\n",
     plan(BodyKind::until_close),
     "HTTP/1.1 101 Go\r\nUpgrade: WebSocket\r\nSec-WebSocket-Accept: k\r\nSet-Cookie: a=b\r\n"
     "Connection: upgrade\r\n"},
    {"HTTP/1.1 101 Go\r\nUpgrade: x\r\n", closing(plan(BodyKind::until_close)),
     "HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: upgrade\r\n"},
    {"HTTP/1.1 426 Up\r\nUpgrade: x\r\nConnection: upgrade\r\n", plan(BodyKind::none),
     "HTTP/1.1 426 Up\r\n"},
};

std::string write(const ParsedResponse& response, const ResponsePlan& made,
                  const Edits& edits = {}) {
    std::string out = "kept|";
    write_response_head(response.head, made, edits, out);
    return out;
}

}   // namespace

TEST_CASE("a response head goes on as it came, but for what is the proxy's to change") {
    for (const Row& row : rows) {
        CAPTURE(row.came);
        const ParsedResponse response(std::string(row.came) + "\r\n");
        CHECK(write(response, row.plan) == "kept|" + std::string(row.goes) + "\r\n");
    }
}

TEST_CASE("edits of a response head") {
    const ParsedResponse response(
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nA:1\r\nSet-Cookie: b=2\r\nSet-Cookie:c=3\r\n"
        "Content-Length: 0\r\nCache-Control: public\r\n\r\n");
    Edits edits;
    edits.replace(5, "private");
    edits.drop(0);
    edits.drop(2);
    edits.add("Set-Cookie", "d=4");
    edits.add("Set-Cookie", "e=5");
    CHECK(write(response, closing(plan(BodyKind::length)), edits) ==
          "kept|HTTP/1.1 200 OK\r\nA:1\r\nSet-Cookie:c=3\r\nContent-Length: 0\r\n"
          "Cache-Control: private\r\nConnection: close\r\nSet-Cookie: d=4\r\nSet-Cookie: e=5\r\n"
          "\r\n");
}

TEST_CASE("an interim response carries no cookie and no framing") {
    const ParsedResponse response(
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nSet-Cookie: a=b\r\nContent-Length: 5\r\n"
        "Transfer-Encoding: chunked\r\nset-cookie2: c\r\nConnection: x-one\r\nX-One: 1\r\n"
        "Keep-Alive: x\r\nUpgrade: x\r\nTrailer: x\r\nlink:</b>\r\n\r\n");
    std::string out = "kept|";
    write_interim_head(response.head, out);
    CHECK(out == "kept|HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nlink:</b>\r\n\r\n");
    out.clear();
    write_interim_head(ParsedResponse("HTTP/1.0 100\r\n\r\n").head, out);
    CHECK(out == "HTTP/1.1 100 \r\n\r\n");
}

}   // namespace http

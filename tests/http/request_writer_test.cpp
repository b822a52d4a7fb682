#include "fixture.hpp"
#include "http/head_writer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

// What an untrusted visitor at 192.0.2.7 adds who came by http and asked for `h`.
constexpr std::string_view stranger =
    "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: h\r\n";

struct Row {
    std::string_view came;
    std::string_view goes;         ///< without the forwarding fields that are added
    std::string_view host = "h";   ///< what the visitor asked for
};

Forwarding forwarding_for(std::string_view host, bool trusted = false) {
    Forwarding forwarding;
    forwarding.peer = "192.0.2.7";
    forwarding.proto = "http";
    forwarding.host = host;
    forwarding.trusted = trusted;
    return forwarding;
}

std::string write(const ParsedRequest& request, const Forwarding& forwarding,
                  const Edits& edits = {}) {
    const auto gate = check_request(request.head);
    REQUIRE(fault_name(fault_of(gate)) == "passes");
    std::string out = "kept|";
    write_request_head(request.head, *gate, forwarding, edits, "fallback.example", out);
    return out;
}

std::string with_empty_line(std::string_view lines) {
    return std::string(lines).append("\r\n");
}

const std::vector<Row> rows{
    {"GET / HTTP/1.1\r\nHost: h\r\n", "GET / HTTP/1.1\r\nHost: h\r\n"},
    // names, bytes and order stay
    {"POST /a%2fb//../?q=\"<>\\\xc3\xa9 HTTP/1.1\r\nb:1\r\nHOST:\th \r\nA:  x  y \t\r\nb: "
     "2\r\nB:\r\n"
     "Cookie: c=\xff; d\r\nUser-Agent: u\r\ncookie:e=f\r\n",
     "POST /a%2fb//../?q=\"<>\\\xc3\xa9 HTTP/1.1\r\nb:1\r\nHOST:\th \r\nA:  x  y \t\r\nb: "
     "2\r\nB:\r\n"
     "Cookie: c=\xff; d\r\nUser-Agent: u\r\ncookie:e=f\r\n"},
    {"M-SEARCH /a HTTP/1.1\r\nHost: H.:80\r\n", "M-SEARCH /a HTTP/1.1\r\nHost: H.:80\r\n"},
    {"OPTIONS * HTTP/1.1\r\nHost: h\r\n", "OPTIONS * HTTP/1.1\r\nHost: h\r\n"},
    {"GET / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nAuthorization: x\r\nVia: 1.1 v\r\n"
     "X-Request-Id: 7\r\nProxy-Authorization: y\r\nSec-GPC: 1\r\ntraceparent: 00-1-2-3\r\n",
     "GET / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nAuthorization: x\r\nVia: 1.1 v\r\n"
     "X-Request-Id: 7\r\nProxy-Authorization: y\r\nSec-GPC: 1\r\ntraceparent: 00-1-2-3\r\n"},
    // hop-by-hop
    {"GET / HTTP/1.1\r\nConnection: close\r\nA: 1\r\nHost: h\r\nKeep-Alive: timeout=5\r\n"
     "Proxy-Connection: x\r\nB: 2\r\nTE: gzip\r\nTrailer: T\r\nUpgrade: x\r\nC: 3\r\n",
     "GET / HTTP/1.1\r\nA: 1\r\nHost: h\r\nB: 2\r\nC: 3\r\n"},
    {"GET / HTTP/1.1\r\nTE: gzip;q=0.5, Trailers\r\nHost: h\r\n",
     "GET / HTTP/1.1\r\nHost: h\r\nConnection: TE\r\nTE: trailers\r\n"},
    {"GET / HTTP/1.1\r\nHost: h\r\nConnection: close, X-One ,x-TWO, \"X-Four\"\r\nX-One: 1\r\n"
     "x-one: 1\r\nX-Two: 2\r\nX-Three: 3\r\nX-Four: 4\r\nCONNECTION: x-five\r\nX-Five: 5\r\n",
     "GET / HTTP/1.1\r\nHost: h\r\nX-Three: 3\r\nX-Four: 4\r\n"},
    // Connection does not take these away
    {"POST / HTTP/1.1\r\nConnection: host, content-length, cookie, x-forwarded-for, expect, via, "
     "sec-gpc, sec-fetch-dest, accept, referer, origin, x-request-id, x-requested-with, "
     "content-type, date\r\n"
     "Host: h\r\nContent-Length: 5\r\nCookie: a=b\r\nExpect: 100-continue\r\nVia: x\r\nSec-GPC: "
     "1\r\n"
     "Sec-Fetch-Dest: document\r\nAccept: */*\r\nReferer: r\r\nOrigin: o\r\nX-Request-Id: i\r\n"
     "X-Requested-With: w\r\nContent-Type: t\r\nDate: d\r\n",
     "POST / HTTP/1.1\r\n"
     "Host: h\r\nContent-Length: 5\r\nCookie: a=b\r\nExpect: 100-continue\r\nVia: x\r\nSec-GPC: "
     "1\r\n"
     "Sec-Fetch-Dest: document\r\nAccept: */*\r\nReferer: r\r\nOrigin: o\r\nX-Request-Id: i\r\n"
     "X-Requested-With: w\r\nContent-Type: t\r\nDate: d\r\n"},
    {"POST / HTTP/1.1\r\nHost: h\r\nConnection: transfer-encoding\r\nTransfer-Encoding: "
     "chunked\r\n",
     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"},
    // framing in its plainest form, so that no origin reads it in a way of its own
    {"POST / HTTP/1.1\r\nHost: h\r\ntransfer-ENCODING:\tChunKED \t\r\nA: b\r\n",
     "POST / HTTP/1.1\r\nHost: h\r\ntransfer-ENCODING: chunked\r\nA: b\r\n"},
    {"POST / HTTP/1.1\r\ncontent-length:\t0050 \r\nHost: h\r\n",
     "POST / HTTP/1.1\r\ncontent-length: 50\r\nHost: h\r\n"},
    {"POST / HTTP/1.1\r\nContent-Length: 5\r\nHost: h\r\nContent-Length: 05\r\ncontent-length: "
     "5\r\n",
     "POST / HTTP/1.1\r\nContent-Length: 5\r\nHost: h\r\n"},
    // impostors
    {"POST / HTTP/1.1\r\nHost: h\r\nContent_Length: 9\r\nTransfer_Encoding: chunked\r\n"
     "X_Forwarded_For: 1\r\nX-Forwarded_Proto: https\r\nx_forwarded_host: e\r\nX_Other: 1\r\n"
     "Keep_Alive: 1\r\nHTTP2_Settings: 1\r\nProxy_Connection: 1\r\nX_Request_Id: 1\r\n",
     "POST / HTTP/1.1\r\nHost: h\r\nX_Other: 1\r\n"},
    // forwarding fields of a stranger
    {"GET / HTTP/1.1\r\nX-Forwarded-For: 1.2.3.4\r\nx-forwarded-proto: https\r\nHost: h\r\n"
     "X-Forwarded-Host: evil\r\nForwarded: for=1.2.3.4\r\nX-Forwarded-For: 5.6.7.8\r\n"
     "X-Forwarded-Port: 1\r\n",
     "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-Port: 1\r\n"},
    // absolute-form: its host wins
    {"GET http://h:8/a?b HTTP/1.1\r\nA: 1\r\nhost: other\r\nB: 2\r\n",
     "GET /a?b HTTP/1.1\r\nA: 1\r\nhost: h:8\r\nB: 2\r\n"},
    {"GET HTTP://h HTTP/1.1\r\nHost: h\r\n", "GET / HTTP/1.1\r\nHost: h\r\n"},
    {"GET http://h?b HTTP/1.1\r\nHost: h\r\n", "GET /?b HTTP/1.1\r\nHost: h\r\n"},
    {"OPTIONS http://h HTTP/1.1\r\nHost: h\r\n", "OPTIONS * HTTP/1.1\r\nHost: h\r\n"},
    {"OPTIONS http://h/ HTTP/1.1\r\nHost: h\r\n", "OPTIONS / HTTP/1.1\r\nHost: h\r\n"},
    {"OPTIONS http://h?x HTTP/1.1\r\nHost: h\r\n", "OPTIONS /?x HTTP/1.1\r\nHost: h\r\n"},
    // HTTP/1.0
    {"GET / HTTP/1.0\r\nA: b\r\n", "GET / HTTP/1.1\r\nA: b\r\nHost: fallback.example\r\n"},
    {"GET / HTTP/1.0\r\n", "GET / HTTP/1.1\r\nHost: fallback.example\r\n"},
    {"GET http://h/x HTTP/1.0\r\nA: b\r\n", "GET /x HTTP/1.1\r\nA: b\r\nHost: h\r\n"},
    {"POST / HTTP/1.0\r\nHost: h\r\nExpect: 100-continue\r\nConnection: keep-alive\r\n",
     "POST / HTTP/1.1\r\nHost: h\r\n"},
    // upgrades
    {"GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
     "Sec-WebSocket-Key: k\r\n",
     "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: WebSocket\r\nSec-WebSocket-Key: k\r\n"
     "Connection: upgrade\r\n"},
    {"GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
     "HTTP2-Settings: AAA\r\n",
     "GET / HTTP/1.1\r\nHost: h\r\n"},
    {"GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: a\r\nHTTP2-Settings: AAA\r\n",
     "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: a\r\nConnection: upgrade\r\n"},
    {"POST / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: a\r\nContent-Length: 3\r\n",
     "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n"},
};

struct Trusted {
    std::string_view came;
    std::string_view goes;   ///< behind `Host: h`
    std::string_view peer = "192.0.2.7";
};

const std::vector<Trusted> trusted_rows{
    {"", "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: h\r\n"},
    {"X-Forwarded-For: 1.2.3.4\r\n",
     "X-Forwarded-For: 1.2.3.4, 192.0.2.7\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: h\r\n"},
    {"x-forwarded-for: a, b\r\nX-Forwarded-For:\r\nX-Forwarded-For: c\r\n",
     "X-Forwarded-For: a, b, c, 192.0.2.7\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: h\r\n"},
    {"x-forwarded-proto: https\r\nX-Forwarded-Host: front\r\nForwarded: for=1.2.3.4\r\n",
     "x-forwarded-proto: https\r\nX-Forwarded-Host: front\r\nForwarded: for=1.2.3.4\r\n"
     "X-Forwarded-For: 192.0.2.7\r\n"},
    {"X_Forwarded_For: 1.2.3.4\r\nX_Forwarded_Proto: https\r\n",
     "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: h\r\n"},
    {"Connection: x-forwarded-for, x-forwarded-proto, forwarded\r\nX-Forwarded-For: 1.2.3.4\r\n"
     "X-Forwarded-Proto: https\r\nForwarded: for=1.2.3.4\r\n",
     "X-Forwarded-Proto: https\r\nForwarded: for=1.2.3.4\r\n"
     "X-Forwarded-For: 1.2.3.4, 192.0.2.7\r\nX-Forwarded-Host: h\r\n"},
    // a peer without an address
    {"X-Forwarded-For: 1.2.3.4\r\n",
     "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: h\r\n", ""},
    {"", "X-Forwarded-Proto: http\r\nX-Forwarded-Host: h\r\n", ""},
};

}   // namespace

TEST_CASE("a request head goes on as it came, but for what is the proxy's to change") {
    for (const Row& row : rows) {
        CAPTURE(row.came);
        const ParsedRequest request(with_empty_line(row.came));
        CHECK(write(request, forwarding_for(row.host)) ==
              "kept|" + with_empty_line(std::string(row.goes).append(stranger)));
    }
}

TEST_CASE("a trusted peer's forwarding fields are kept") {
    for (const Trusted& row : trusted_rows) {
        CAPTURE(row.came, row.peer);
        const ParsedRequest request(
            with_empty_line(std::string("GET / HTTP/1.1\r\nHost: h\r\n").append(row.came)));
        Forwarding forwarding = forwarding_for("h", true);
        forwarding.peer = row.peer;
        CHECK(write(request, forwarding) ==
              "kept|" +
                  with_empty_line(std::string("GET / HTTP/1.1\r\nHost: h\r\n").append(row.goes)));
    }
}

TEST_CASE("nothing is forwarded of what is not known") {
    const ParsedRequest request("GET / HTTP/1.0\r\nX-Forwarded-For: a\r\n\r\n");
    Forwarding forwarding = forwarding_for("");
    forwarding.peer = "";
    forwarding.proto = "https";
    CHECK(write(request, forwarding) ==
          "kept|GET / HTTP/1.1\r\nHost: fallback.example\r\nX-Forwarded-Proto: https\r\n\r\n");
}

TEST_CASE("edits of a request head") {
    const ParsedRequest request(
        "GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1; b=2\r\nA: 1\r\ncookie: c=3\r\nB: 2\r\n\r\n");
    Edits edits;
    edits.drop(3);
    edits.replace(1, "b=2");
    edits.add("Via", "1.1 x");
    CHECK(write(request, forwarding_for("h"), edits) ==
          "kept|GET / HTTP/1.1\r\nHost: h\r\nCookie: b=2\r\nA: 1\r\nB: 2\r\n" +
              std::string(stranger) + "Via: 1.1 x\r\n\r\n");
    edits.reset();
    edits.drop(0);
    edits.drop(4);
    CHECK(write(request, forwarding_for("h"), edits) ==
          "kept|GET / HTTP/1.1\r\nCookie: a=1; b=2\r\nA: 1\r\ncookie: c=3\r\n" +
              std::string(stranger) + "\r\n");
}

TEST_CASE("an edit holds for its own line, also behind lines that are left out") {
    const ParsedRequest request(
        "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX_Forwarded_For: 1\r\nA: 1\r\nB: "
        "2\r\n\r\n");
    Edits edits;
    edits.replace(1, "not written");
    edits.drop(2);
    edits.replace(3, "");
    CHECK(write(request, forwarding_for("h"), edits) ==
          "kept|GET / HTTP/1.1\r\nHost: h\r\nA: \r\nB: 2\r\n" + std::string(stranger) + "\r\n");
}

}   // namespace http

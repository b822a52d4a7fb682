#include "http/trailers.hpp"

#include <catch2/catch.hpp>

namespace http {
namespace {

std::string passed(std::string_view lines) {
    std::string out = "0\r\n";
    append_trailers(lines, out);
    return out.substr(3);
}

}   // namespace

TEST_CASE("trailers pass byte for byte and in order") {
    const std::string lines = "Server-Timing: db;dur=53\r\nX-Sum:\tabc \r\nx-sum: 2\r\n";
    CHECK(passed(lines) == lines);
    // Of a proxy behind this one, whose origin broke off (RFC 9209 section 2).
    const std::string status = "Proxy-Status: cache; error=http_response_incomplete\r\n";
    CHECK(passed(status) == status);
    CHECK(passed("").empty());
}

TEST_CASE("what the head decides is no trailer") {
    for (const char* name : {"Set-Cookie",
                             "Set_Cookie",
                             "set-cookie2",
                             "Cookie",
                             "Content-Length",
                             "Transfer-Encoding",
                             "Host",
                             "Connection",
                             "Keep-Alive",
                             "TE",
                             "Trailer",
                             "Upgrade",
                             "Content-Type",
                             "Content-Encoding",
                             "Content-Range",
                             "Cache-Control",
                             "CDN-Cache-Control",
                             "Expires",
                             "Vary",
                             "Location",
                             "Authorization",
                             "WWW-Authenticate",
                             "Proxy-Authenticate",
                             "Age",
                             "Date",
                             "Retry-After"}) {
        CAPTURE(name);
        const std::string line = std::string(name) + ": x\r\n";
        CHECK(passed("A: 1\r\n" + line + "B: 2\r\n") == "A: 1\r\nB: 2\r\n");
    }
}

}   // namespace http

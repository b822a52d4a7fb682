#include "http/hop.hpp"

#include "tests/http/fixture.hpp"

#include <catch2/catch.hpp>

namespace http {
namespace {

/// The fields of a request with this one line.
Fields fields_of(const std::string& line, std::string& text) {
    text = "GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n";
    RequestHead head;
    REQUIRE(parse_request_head(text, 10, head));
    return head.fields;
}

}   // namespace

TEST_CASE("how long an idle connection is kept") {
    struct Row {
        const char* line;
        std::optional<std::chrono::seconds> timeout;
    };
    using namespace std::chrono_literals;
    const Row rows[] = {
        {"Keep-Alive: timeout=5, max=100", 5s},
        {"keep-alive: max=100,Timeout=12", 12s},
        {"Keep-Alive: timeout=0", 0s},
        {"Keep-Alive: 300", std::nullopt},
        {"Keep-Alive: timeout=", std::nullopt},
        {"Keep-Alive: timeout=5s", std::nullopt},
        {"Keep-Alive: timeout=99999999999", std::nullopt},
        {"X: timeout=5", std::nullopt},
    };
    for (const Row& row : rows) {
        CAPTURE(row.line);
        std::string text;
        CHECK(keep_alive_timeout(fields_of(row.line, text)) == row.timeout);
    }
}

TEST_CASE("NTLM and Negotiate belong to the connection") {
    for (const char* line : {"Authorization: NTLM TlRMTVNTUAABAAAA",
                             "authorization: negotiate YII=", "WWW-Authenticate: Negotiate",
                             "WWW-Authenticate: Basic realm=\"a, b\", NTLM"}) {
        CAPTURE(line);
        std::string text;
        CHECK(authenticates_connection(fields_of(line, text)));
    }
    for (const char* line : {"Authorization: Basic TlRMTTpOVExN", "Authorization: Bearer NTLM",
                             "WWW-Authenticate: Basic realm=\"NTLM, NTLM\"",
                             "Proxy-Authorization: NTLM x", "Authorization: NTLMX y", "X: NTLM"}) {
        CAPTURE(line);
        std::string text;
        CHECK_FALSE(authenticates_connection(fields_of(line, text)));
    }
}

TEST_CASE("an entry of Via is known again") {
    const std::string mine = "consent-proxy (abc.site)";
    for (const char* line : {"Via: 1.1 consent-proxy (abc.site)",
                             "Via: 1.0 fred, 1.1 consent-proxy (abc.site) , 1.1 other"}) {
        CAPTURE(line);
        std::string text;
        CHECK(has_passed(fields_of(line, text), mine));
    }
    for (const char* line : {"Via: 1.1 consent-proxy (abd.site)", "Via: 1.1 consent-proxy",
                             "Via: consent-proxy", "X: 1.1 consent-proxy (abc.site)"}) {
        CAPTURE(line);
        std::string text;
        CHECK_FALSE(has_passed(fields_of(line, text), mine));
    }
}

}   // namespace http

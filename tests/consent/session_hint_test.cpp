#include "consent/session_hint.hpp"

#include <catch2/catch.hpp>
#include <string_view>

TEST_CASE("a session is known by HttpOnly, no lifetime and a long value") {
    struct Row {
        std::string_view field;
        bool session;
    };
    const Row rows[] = {
        {"SID=0123456789abcdef; HttpOnly", true},
        {"SID=0123456789abcdef; Path=/; httponly; Secure", true},
        {"SID=0123456789abcdef; HttpOnly=yes", true},
        {"0123456789abcdef; HttpOnly", true},   // nameless: its value is as long
        {"SID=0123456789abcde; HttpOnly", false},
        {"SID=; HttpOnly", false},
        {"SID=0123456789abcdef", false},
        {"SID=0123456789abcdef; HttpOnly; Max-Age=600", false},
        {"SID=0123456789abcdef; HttpOnly; Max-Age=0", false},
        {"SID=0123456789abcdef; HttpOnly; Expires=Wed, 01 Jan 2031 00:00:00 GMT", false},
        // An attribute that does not parse is none (RFC 6265bis section 5.6).
        {"SID=0123456789abcdef; HttpOnly; Max-Age=soon; Expires=never", true},
        {"SID=0123456789abcdef\x01; HttpOnly", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.field);
        CHECK(consent::looks_like_session(consent::read_set_cookie(row.field)) == row.session);
    }
}

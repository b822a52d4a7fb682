#include "bytes/ascii.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace bytes {

TEST_CASE("digits, hex digits, capitals and blanks are those of ASCII") {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        CAPTURE(byte);
        CHECK(is_digit(c) == (byte >= 0x30 && byte <= 0x39));
        const auto hex = std::string_view("0123456789abcdef").find(to_lower(c));
        CHECK(hex_value(c) == (hex == std::string_view::npos ? -1 : static_cast<int>(hex)));
        CHECK(is_blank(c) == (byte == 0x20 || byte == 0x09));
        const bool capital = byte >= 0x41 && byte <= 0x5a;
        CHECK(static_cast<unsigned char>(to_lower(c)) == (capital ? byte + 0x20 : byte));
    }
}

TEST_CASE("texts are equal but for the case of letters") {
    CHECK(iequals("", ""));
    CHECK(iequals("Max-Age", "mAX-aGE"));
    CHECK_FALSE(iequals("max-age", "max-ag"));
    CHECK_FALSE(iequals("max-age", "max_age"));
    CHECK_FALSE(iequals("@[", "`{"));
    CHECK_FALSE(iequals("\xc4", "\xe4"));
}

TEST_CASE("a name equals itself in any case, and nothing else") {
    for (const std::string_view name :
         {"te", "via", "date", "range", "sec-gpc", "if-range", "set-cookie2", "sec-fetch-dest",
          "x-forwarded-host", "if-modified-since", "x-litespeed-cache-control", "content-md5"}) {
        CAPTURE(name);
        CHECK(equals_name(name, name));
        CHECK_FALSE(equals_name(name.substr(1), name));
        for (std::size_t at = 0; at < name.size(); ++at) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                std::string text(name);
                text[at] = static_cast<char>(byte);
                REQUIRE(equals_name(text, name) == iequals(text, name));
            }
        }
    }
}

TEST_CASE("blanks, and nothing else, are trimmed off the ends") {
    CHECK(trim("").empty());
    CHECK(trim(" \t ").empty());
    CHECK(trim("\t a \tb ") == "a \tb");
    CHECK(trim("\r\na\v") == "\r\na\v");
    CHECK(trim_front(" a ") == "a ");
    CHECK(trim_back(" a ") == " a");
}

}   // namespace bytes

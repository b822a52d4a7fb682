#include "consent/cookie_date.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace consent {
namespace {

using namespace std::chrono;

constexpr sys_seconds classic = sys_days{1994y / November / 6} + 8h + 49min + 37s;

struct Row {
    std::string text;
    std::optional<sys_seconds> time;
};

const std::vector<Row> rows{
    // The three of RFC 9110 section 5.6.7, and what servers make of them.
    {"Sun, 06 Nov 1994 08:49:37 GMT", classic},
    {"Sunday, 06-Nov-94 08:49:37 GMT", classic},
    {"Sun Nov  6 08:49:37 1994", classic},
    {"Sun, 06-Nov-1994 08:49:37 GMT", classic},
    {"06 Nov 1994 08:49:37", classic},
    {"08:49:37 1994 nov 6", classic},
    {"6/Nov/1994/8:49:37", classic},
    {"6 NOVEMBER 1994 08:49:37", classic},
    {"6th Nov 1994 08:49:37", classic},
    {"6 Nov 1994AD 08:49:37.5", classic},
    {"\t(6) Nov [1994] {08:49:37} ~", classic},
    {"6 Nov 1994 08:49:37 +0100", classic},                 // zones are not read
    {"6 Nov 1994 08:49:37 7 Dec 2001 10:10:10", classic},   // the first of each kind counts
    {"Thu, 01 Jan 1970 00:00:00 GMT", sys_seconds{0s}},
    {"1 Jan 1970 0:0:0", sys_seconds{0s}},
    {"31 Dec 1969 23:59:59", sys_seconds{-1s}},
    // Two digits: 70 to 99 are 19xx, 0 to 69 are 20xx.
    {"1 Jan 70 00:00:00", sys_seconds{sys_days{1970y / 1 / 1}}},
    {"1 Jan 99 00:00:00", sys_seconds{sys_days{1999y / 1 / 1}}},
    {"1 Jan 00 00:00:00", sys_seconds{sys_days{2000y / 1 / 1}}},
    {"1 Jan 69 00:00:00", sys_seconds{sys_days{2069y / 1 / 1}}},
    {"1 Jan 099 00:00:00", sys_seconds{sys_days{1999y / 1 / 1}}},
    {"1 Jan 100 00:00:00", std::nullopt},
    // Dates that exist, and dates that do not.
    {"29 Feb 2024 00:00:00", sys_seconds{sys_days{2024y / 2 / 29}}},
    {"29 Feb 2000 00:00:00", sys_seconds{sys_days{2000y / 2 / 29}}},
    {"29 Feb 2023 00:00:00", std::nullopt},
    {"29 Feb 2100 00:00:00", std::nullopt},
    {"31 Feb 2024 00:00:00", std::nullopt},
    {"31 Apr 2024 00:00:00", std::nullopt},
    {"0 Jan 2024 00:00:00", std::nullopt},
    {"32 Jan 2024 00:00:00", std::nullopt},
    {"1 Jan 1600 00:00:00", std::nullopt},
    {"1 Jan 2024 23:59:59", sys_days{2024y / 1 / 1} + 23h + 59min + 59s},
    {"1 Jan 2024 24:00:00", std::nullopt},
    {"1 Jan 2024 00:60:00", std::nullopt},
    {"1 Jan 2024 00:00:60", std::nullopt},
    // A part that no token fits.
    {"Jan 2024 00:00:00", std::nullopt},
    {"1 2024 00:00:00", std::nullopt},
    {"1 Jan 00:00:00", std::nullopt},
    {"1 Jan 2024", std::nullopt},
    {"1 Jan 2024 00:00", std::nullopt},
    {"1 Jan 2024 00:00:", std::nullopt},
    {"1 Jan 2024 00-00-00", std::nullopt},
    {"1 Jan 2024 000:00:00", std::nullopt},
    {"1 Jan 2024 00:000:00", std::nullopt},
    {"1 Jan 2024 00:00:000", std::nullopt},
    {"001 Jan 2024 00:00:00", std::nullopt},
    {"1 Ja 2024 00:00:00", std::nullopt},
    {"1 Foo 2024 00:00:00", std::nullopt},
    {"1 Jan 02024 00:00:00", std::nullopt},
    {"1 Jan 2 00:00:00", std::nullopt},
    {"", std::nullopt},
    {"0", std::nullopt},
    {"-1", std::nullopt},
    {"1700000000", std::nullopt},
    {"2024-01-01T00:00:00Z", std::nullopt},
    {std::string(100'000, ' '), std::nullopt},
    {std::string(100'000, '1'), std::nullopt},
};

}   // namespace

TEST_CASE("cookie dates are read by RFC 6265bis section 5.1.1") {
    for (const Row& row : rows) {
        CAPTURE(row.text.substr(0, 60));
        CHECK(parse_cookie_date(row.text) == row.time);
    }
}

TEST_CASE("every month is known") {
    const std::vector<std::string> names{"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    for (unsigned month = 1; month <= names.size(); ++month) {
        CAPTURE(names[month - 1]);
        CHECK(parse_cookie_date("5 " + names[month - 1] + " 2024 01:02:03") ==
              sys_days{2024y / static_cast<int>(month) / 5} + 1h + 2min + 3s);
    }
}

TEST_CASE("a date beyond what the clock holds is cut to it") {
    const auto late = parse_cookie_date("31 Dec 9999 23:59:59");
    REQUIRE(late);
    CHECK(system_clock::time_point{*late} > system_clock::now());
    CHECK(*late == floor<seconds>(system_clock::time_point::max()));

    const auto early = parse_cookie_date("1 Jan 1601 00:00:00");
    REQUIRE(early);
    CHECK(system_clock::time_point{*early} < system_clock::now());
    CHECK(*early == ceil<seconds>(system_clock::time_point::min()));
}

TEST_CASE("only the delimiters of the grammar separate tokens") {
    // Not these: control bytes, DEL and bytes above 0x7f belong to the token.
    for (const char byte : {'\x01', '\n', '\x1f', '\x7f', '\x80', '\xff'}) {
        CAPTURE(static_cast<int>(byte));
        CHECK_FALSE(parse_cookie_date("1 Jan" + std::string(1, byte) + "2024 00:00:00"));
    }
    for (const char byte : std::string("\t !\"#$%&'()*+,-./;<=>?@[\\]^_`{|}~")) {
        CAPTURE(byte);
        CHECK(parse_cookie_date("1 Jan" + std::string(1, byte) + "2024 00:00:00"));
    }
}

// A blank in front takes the long way, and means nothing.
TEST_CASE("the usual form is read as any other is, whatever byte of it is another") {
    for (const std::string form :
         {"Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT"}) {
        REQUIRE(parse_cookie_date(form) == classic);
        for (std::size_t at = 0; at < form.size(); ++at) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                std::string text = form;
                text[at] = static_cast<char>(byte);
                CAPTURE(text);
                REQUIRE(parse_cookie_date(text) == parse_cookie_date(" " + text));
            }
        }
    }
}

}   // namespace consent

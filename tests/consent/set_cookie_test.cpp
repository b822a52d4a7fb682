#include "consent/set_cookie.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace consent {
namespace {

using namespace std::chrono;

constexpr sys_seconds now = sys_days{2026y / November / 21} + 12h;

struct PairRow {
    std::string_view field;
    std::string_view name;
    std::string_view value;
};

const std::vector<PairRow> pairs{
    {"a=b", "a", "b"},
    {"a=b; Path=/", "a", "b"},
    {" a\t=\t b c \t;Path=/", "a", "b c"},
    {"a=b=c", "a", "b=c"},
    {"a=", "a", ""},
    {"_ga", "", "_ga"},
    {"=x", "", "x"},
    {"=a=b", "", "a=b"},
    {" = ", "", ""},
    {"", "", ""},
    {";a=b", "", ""},
    {"; Max-Age=0", "", ""},
    {"a=\"x;y\"", "a", "\"x"},
    {"a=1, b=2", "a", "1, b=2"},
    {"A=b", "A", "b"},
    {"a%20b=%3B", "a%20b", "%3B"},
};

enum class Fate { kept, deleted };

struct AttributeRow {
    std::string attributes;
    Fate fate;
};

const std::string past = "Expires=Thu, 01 Jan 1970 00:00:00 GMT";
const std::string future = "Expires=Fri, 01 Jan 2100 00:00:00 GMT";

const std::vector<AttributeRow> fates{
    {"", Fate::kept},
    {"Max-Age=0", Fate::deleted},
    {"Max-Age=-0", Fate::deleted},
    {"Max-Age=-1", Fate::deleted},
    {"Max-Age=00", Fate::deleted},
    {"Max-Age=1", Fate::kept},
    {"MAX-AGE = 0 ", Fate::deleted},
    {" \tmax-age\t=\t0\t", Fate::deleted},
    {"Max-Age=99999999999999999999999999", Fate::kept},
    {"Max-Age=-99999999999999999999999999", Fate::deleted},
    // None of these is valid: what else is there decides.
    {"Max-Age", Fate::kept},
    {"Max-Age=", Fate::kept},
    {"Max-Age=-", Fate::kept},
    {"Max-Age=+0", Fate::kept},
    {"Max-Age=0x", Fate::kept},
    {"Max-Age=0 0", Fate::kept},
    {"Max-Age=0.5", Fate::kept},
    {"Max-Age=--1", Fate::kept},
    {"Max-Age=\"0\"", Fate::kept},
    {"Max-Age=-;" + past, Fate::deleted},
    {"Max-Age=+5;" + past, Fate::deleted},
    {"Max-Age=5x;" + past, Fate::deleted},
    {"Max-Age=;" + past, Fate::deleted},
    // A valid Max-Age beats Expires, wherever it stands.
    {past, Fate::deleted},
    {future, Fate::kept},
    {"Max-Age=60;" + past, Fate::kept},
    {past + ";Max-Age=60", Fate::kept},
    {future + ";Max-Age=0", Fate::deleted},
    // The last valid one of a name counts.
    {"Max-Age=60;Max-Age=0", Fate::deleted},
    {"Max-Age=0;Max-Age=60", Fate::kept},
    {"Max-Age=0;max-age=junk", Fate::deleted},
    {"Max-Age=60;max-age=junk", Fate::kept},
    {past + ";" + future, Fate::kept},
    {future + ";" + past, Fate::deleted},
    {past + ";Expires=never", Fate::deleted},
    {future + ";Expires=never", Fate::kept},
    {past + ";Expires", Fate::deleted},
    {"EXPIRES=Thu, 01-Jan-70 00:00:00 GMT", Fate::deleted},
    {"Expires=1 Jan 1601 00:00:00", Fate::deleted},
    {"Expires=31 Dec 9999 23:59:59", Fate::kept},
    {"Expires=Sat, 21 Nov 2026 11:59:59 GMT", Fate::deleted},
    {"Expires=Sat, 21 Nov 2026 12:00:00 GMT", Fate::deleted},
    {"Expires=Sat, 21 Nov 2026 12:00:01 GMT", Fate::kept},
    // Other attributes, and attributes in the wrong place.
    {"Path=/; Secure; HttpOnly; Max-Age=0; SameSite=Lax", Fate::deleted},
    {"X-Max-Age=0", Fate::kept},
    {"Path=Max-Age=0", Fate::kept},
    {";;Max-Age=0;;", Fate::deleted},
    // An attribute value over 1024 bytes does not count.
    {"Max-Age=" + std::string(1024, '0'), Fate::deleted},
    {"Max-Age=" + std::string(1025, '0'), Fate::kept},
    {past + std::string(1025, '-'), Fate::kept},
};

}   // namespace

TEST_CASE("a Set-Cookie is split at the first semicolon and the first equals sign") {
    for (const PairRow& row : pairs) {
        CAPTURE(row.field);
        const SetCookie cookie = read_set_cookie(row.field);
        CHECK(cookie.name == row.name);
        CHECK(cookie.value == row.value);
        CHECK_FALSE(cookie.malformed);
    }
}

TEST_CASE("a Set-Cookie deletes by Max-Age, else by Expires") {
    for (const AttributeRow& row : fates) {
        CAPTURE(row.attributes.substr(0, 80));
        CHECK(read_set_cookie("a=b;" + row.attributes).deletes(now) == (row.fate == Fate::deleted));
    }
}

TEST_CASE("a fraction of a second decides for an Expires at now") {
    const SetCookie cookie = read_set_cookie("a=b; Expires=Sat, 21 Nov 2026 12:00:00 GMT");
    CHECK_FALSE(cookie.deletes(now - 1ms));
    CHECK(cookie.deletes(now + 1ms));
}

TEST_CASE("a pair named like an attribute is none") {
    CHECK_FALSE(read_set_cookie("Max-Age=0").deletes(now));
}

TEST_CASE("valid ages are told") {
    CHECK(read_set_cookie("a=b; Max-Age=007").max_age == 7s);
    CHECK(read_set_cookie("a=b; Max-Age=-3").max_age == -3s);
    CHECK(read_set_cookie("a=b; Max-Age=9223372036854775807").max_age == days{3'650'000});
    CHECK(read_set_cookie("a=b; Max-Age=9223372036854775808").max_age == days{3'650'000});
    CHECK_FALSE(read_set_cookie("a=b; Max-Age=x").max_age);
    CHECK(read_set_cookie("a=b; Expires=Thu, 01 Jan 1970 00:00:09 GMT").expires == sys_seconds{9s});
}

TEST_CASE("control bytes other than tab make it malformed, wherever they stand") {
    for (int code = 0; code < 256; ++code) {
        const char byte = static_cast<char>(code);
        const bool forbidden = (code < 0x20 && code != '\t') || code == 0x7f;
        CAPTURE(code);
        for (const std::string& field : {std::string{'a', byte, '='}, std::string{'a', '=', byte},
                                         std::string("a=b; Path=/") + byte}) {
            CHECK(read_set_cookie(field).malformed == forbidden);
        }
    }
}

TEST_CASE("name and value have 4096 bytes together") {
    const std::string name(2000, 'n');
    CHECK_FALSE(read_set_cookie(name + "=" + std::string(2096, 'v')).malformed);
    CHECK(read_set_cookie(name + "=" + std::string(2097, 'v')).malformed);
    CHECK(read_set_cookie(std::string(4097, 'v')).malformed);
    CHECK(read_set_cookie(std::string(4097, 'n') + "=").malformed);
    // Neither what is trimmed nor the attributes count.
    CHECK_FALSE(read_set_cookie("a=b" + std::string(5000, ' ')).malformed);
    CHECK_FALSE(read_set_cookie("a=b; Comment=" + std::string(5000, 'x')).malformed);
}

TEST_CASE("HttpOnly counts in any case and with any value") {
    for (const char* field :
         {"a=b; HttpOnly", "a=b;httponly", "a=b; HTTPONLY = 1;", "a; HttpOnly="}) {
        CAPTURE(field);
        CHECK(read_set_cookie(field).http_only);
    }
    for (const char* field :
         {"a=b", "HttpOnly=1", "a=b; HttpOnlyX", "a=b; Http Only", "a=HttpOnly"}) {
        CAPTURE(field);
        CHECK_FALSE(read_set_cookie(field).http_only);
    }
}

TEST_CASE("a Max-Age ends the search for an Expires") {
    const SetCookie first =
        read_set_cookie("a=b; Max-Age=5; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
    const SetCookie last = read_set_cookie("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=5");
    CHECK(first.max_age == last.max_age);
    CHECK_FALSE(first.deletes(std::chrono::system_clock::now()));
    CHECK_FALSE(last.deletes(std::chrono::system_clock::now()));
}

}   // namespace consent

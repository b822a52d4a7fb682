#include "consent/name_index.hpp"

#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace consent {
namespace {

using test::entry;

struct MatchRow {
    std::string_view pattern;
    std::string_view name;
    bool matches;
};

const std::vector<MatchRow> match_rows{
    {"_ga_*", "_ga_ABC123", true},
    {"_ga_*", "_ga_", true},
    {"_ga_*", "_ga", false},
    {"_ga_*", "x_ga_ABC", false},
    {"_hjSession_*", "_hjSession_1234", true},
    {"_hjSession_*", "_hjSessionUser_1234", false},
    {"AWSALB*", "AWSALB", true},
    {"AWSALB*", "AWSALBCORS", true},
    {"AWSALB*", "awsalbcors", false},
    {"JSESSIONID*", "JSESSIONID1", true},
    {"SESSION", "SESSION", true},
    {"SESSION", "SESSIONX", false},
    {"SESSION", "XSESSION", false},
    {"SESSION", "session", false},
    {"m", "m", true},
    {"m", "mm", false},
    {"*", "", true},
    {"*", "anything", true},
    {"**", "x", true},
    {"*_id", "user_id", true},
    {"*_id", "_id", true},
    {"*_id", "_idx", false},
    {"a*b*c", "abc", true},
    {"a*b*c", "aXbYc", true},
    {"a*b*c", "aXbYbZc", true},
    {"a*b*c", "aXcYb", false},
    {"a*b*c", "ac", false},
    {"a**c", "abc", true},
    {"aa*aa", "aaa", false},
    {"aa*aa", "aaaa", true},
    {"*ab*ab*", "ab", false},
    {"*ab*ab*", "xabab", true},
    {"*aba*b", "abab", true},
    {"*aab*", "aaab", true},
    {".AspNetCore.*", ".AspNetCore.Antiforgery.x", true},
    {".AspNetCore.*", "xAspNetCore.y", false},
    {"a?c", "abc", false},
    {"[a]*", "ab", false},
    {"caf\xc3\xa9*", "caf\xc3\xa9s", true},
};

}   // namespace

TEST_CASE("a star is any run of bytes and every other byte itself") {
    for (const MatchRow& row : match_rows) {
        CAPTURE(row.pattern, row.name);
        CHECK(matches(row.pattern, row.name) == row.matches);
    }
}

TEST_CASE("matching is bounded") {
    std::string pattern;
    for (int count = 0; count < 1000; ++count) {
        pattern += "*a";
    }
    CHECK_FALSE(matches(pattern + "*b", std::string(4096, 'a')));
    CHECK(matches(pattern + "*", std::string(4096, 'a')));
}

TEST_CASE("literal bytes are all but the stars") {
    CHECK(literal_bytes("SESSION") == 7);
    CHECK(literal_bytes("_ga_*") == 4);
    CHECK(literal_bytes("*a*b*") == 2);
    CHECK(literal_bytes("*") == 0);
}

TEST_CASE("exact beats pattern, more literal bytes beat fewer, earlier beats later") {
    const std::vector<CookieEntry> entries{
        entry("*", 0),      entry("_ga*", 0),  entry("_ga_*", 0), entry("_ga_exact", 0),
        entry("*_ga_x", 0), entry("a*xy", 0),  entry("ax*y", 0),  entry("*axy", 0),
        entry("*later", 0), entry("l*ater", 0)};
    const NameIndex index(entries);
    const std::vector<std::pair<std::string_view, std::string_view>> rows{
        {"_ga_exact", "_ga_exact"},
        {"_ga_exacts", "_ga_*"},
        {"_gat", "_ga*"},
        {"_ga_x", "*_ga_x"},   // five literal bytes against four
        {"other", "*"},
        {"a1xy", "a*xy"},
        {"ax1y", "ax*y"},
        {"axxy", "a*xy"},   // a tie: the earlier
        {"zaxy", "*axy"},
        {"later", "*later"},   // a tie between a leading star and a leading byte
        {"\xff", "*"},
    };
    for (const auto& [name, expected] : rows) {
        CAPTURE(name);
        const CookieEntry* found = index.find(name);
        REQUIRE(found != nullptr);
        CHECK(found->name == expected);
    }
}

TEST_CASE("the earlier of two equal patterns wins from either side of a leading star") {
    const std::vector<CookieEntry> entries{entry("l*ater", 0), entry("*later", 0)};
    CHECK(NameIndex(entries).find("later") == &entries[0]);
}

TEST_CASE("the earlier of two equal names wins") {
    const std::vector<CookieEntry> entries{entry("twice", 0), entry("twice", 1), entry("t*", 0),
                                           entry("t*", 1)};
    CHECK(NameIndex(entries).find("twice") == &entries[0]);
    CHECK(NameIndex(entries).find("thrice") == &entries[2]);
}

TEST_CASE("the names of the Registers of Scotland mean what the page says") {
    const std::vector<CookieEntry> entries{entry("uk.gov.ros.cookies*", 0),
                                           entry("SESSION", 0),
                                           entry("JSESSIONID*", 0),
                                           entry("AWSALB*", 0),
                                           entry("m", 0),
                                           entry("_ga", 2),
                                           entry("_ga_*", 2),
                                           entry("_hjSession_*", 2),
                                           entry("_hjSessionUser_*", 2)};
    const NameIndex index(entries);
    const std::vector<std::pair<std::string_view, std::string_view>> rows{
        {"uk.gov.ros.cookies.accepted", "uk.gov.ros.cookies*"},
        {"uk.gov.ros.cookies", "uk.gov.ros.cookies*"},
        {"uk_gov.ros.cookies", ""},
        {"SESSION", "SESSION"},
        {"SESSIONX", ""},
        {"Session", ""},
        {"JSESSIONID", "JSESSIONID*"},
        {"JSESSIONID1", "JSESSIONID*"},
        {"AWSALB", "AWSALB*"},
        {"AWSALBCORS", "AWSALB*"},
        {"m", "m"},
        {"M", ""},
        {"mm", ""},
        {"_ga", "_ga"},
        {"_ga_", "_ga_*"},
        {"_ga_ABC", "_ga_*"},
        {"_gat", ""},
        {"_hjSession_12", "_hjSession_*"},
        {"_hjSessionUser_12", "_hjSessionUser_*"},
        {"_hjSession", ""},
        {"", ""},
    };
    for (const auto& [name, expected] : rows) {
        CAPTURE(name);
        const CookieEntry* found = index.find(name);
        CHECK((found == nullptr ? std::string_view{} : found->name) == expected);
    }
}

TEST_CASE("names and patterns of any size are found, beside others of the same first byte") {
    for (std::size_t size = 3; size < 140; ++size) {
        CAPTURE(size);
        const std::string exact = "e" + std::string(size - 1, 'x');
        const std::string pattern = "p" + std::string(size - 2, 'x') + "*";
        const std::string middle = "m*" + std::string(size - 2, 'x');
        const std::vector<CookieEntry> entries{entry(exact, 0), entry(pattern, 0),
                                               entry(middle, 0)};
        const NameIndex index(entries);
        CHECK(index.find(exact) == &entries[0]);
        CHECK(index.find(exact + "x") == nullptr);
        CHECK(index.find(exact.substr(1)) == nullptr);
        CHECK(index.find(exact.substr(0, size - 1)) == nullptr);
        const std::string least = pattern.substr(0, size - 1);
        CHECK(index.find(least) == &entries[1]);
        CHECK(index.find(least + std::string(70, 'y')) == &entries[1]);
        CHECK(index.find(least.substr(0, size - 2)) == nullptr);
        const std::string end = std::string(size - 2, 'x');
        CHECK(index.find("m" + end) == &entries[2]);
        CHECK(index.find("m" + std::string(70, 'y') + end) == &entries[2]);
        CHECK(index.find("m" + end + "y") == nullptr);
    }
}

TEST_CASE("an empty index and an empty name find nothing") {
    CHECK(NameIndex().find("a") == nullptr);
    const std::vector<CookieEntry> any{entry("*", 0)};
    CHECK(NameIndex(any).find("") == nullptr);
    CHECK(NameIndex(any).find("a") == &any[0]);
}

}   // namespace consent

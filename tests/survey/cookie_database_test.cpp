#include "survey/cookie_database.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

using survey::CookieDatabase;
using survey::Purpose;

namespace {

const CookieDatabase& database() {
    static const CookieDatabase read = [] {
        std::ifstream in(SOURCE_DIR "/tests/survey/data/cookies.csv", std::ios::binary);
        return *CookieDatabase::read(in);
    }();
    return read;
}

}   // namespace

TEST_CASE("names are looked up: exact, then the longest prefix") {
    struct Row {
        const char* name;
        const char* found;   ///< null: nothing
        bool certain;
    };
    const Row rows[] = {
        {"_ga", "_ga", true},
        {"_ga_ABC", "_ga_", true},
        {"_ga_*", "_ga_", true},
        {"_gax", nullptr, false},
        {"_gat", "_gat", true},
        {"_gat_UA-1", "_gat", false},   // a prefix without a separator
        {"_gat_gtag_UA_1", "_gat_gtag_", true},
        {"_gid2", nullptr, false},
        {"_GA", nullptr, false},   // names are bytes
        {"SR", "SR", false},
        {"SRx", "SR", false},
        {"CTx", "CT", false},
        {"MSO1", "MSO", false},
        {"cap", "cap", false},
        {"captain", "cap", false},
        {"TS01abcd", "TS01", false},
        {"JSESSIONID", "JSESSIONID", true},
        {"JSESSIONIDSSO", "JSESSIONID", false},
        {"m", "m", false},
        {"C", "C", false},
        {"uid", "uid", false},       // of third parties alone
        {"token", "token", false},   // Marketing and Security
        {"twice", "twice", true},    // twice the same purpose
        {"SSPR_1", "SSPR_", true},
        {"DSP2F_*", "DSP2F_", true},
        {"_hjSession_*", "_hjSession_", true},
        {"_sp_id.*", "_sp_id.", true},
        {"*", nullptr, false},
        {"*_ga_", nullptr, false},
        {"", nullptr, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto match = database().find(row.name);
        REQUIRE((match.cookie != nullptr) == (row.found != nullptr));
        if (match.cookie != nullptr) {
            CHECK(match.cookie->name == row.found);
            CHECK(match.doubt.empty() == row.certain);
        }
    }
}

TEST_CASE("what categories mean") {
    struct Row {
        const char* name;
        Purpose purpose;
    };
    const Row rows[] = {{"_ga", Purpose::usage},
                        {"_gac_x", Purpose::campaigns},
                        {"PHPSESSID", Purpose::unclear},
                        {"guard_token", Purpose::essential},
                        {"consent_log", Purpose::essential},
                        {"colour_scheme", Purpose::settings},
                        {"odd_one", Purpose::unclear}};
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(database().find(row.name).cookie->purpose() == row.purpose);
    }
}

TEST_CASE("fields are read by RFC 4180") {
    CHECK(database().size() == 31);
    const auto* quoted = database().find("quoted").cookie;
    CHECK(quoted->platform == "Quoted, Ltd");
    CHECK(quoted->description == "Says \"yes\",\nin two lines");
    CHECK(quoted->retention == "1 year");
}

TEST_CASE("columns are found by their names") {
    std::istringstream in("category,More,COOKIE / data key name\nMarketing,x,one\n,,\nAnalytics\n");
    const auto read = CookieDatabase::read(in);
    REQUIRE(read.has_value());
    CHECK(read->size() == 1);
    CHECK(read->find("one").cookie->category == "Marketing");
    CHECK(read->find("one").cookie->description.empty());
}

TEST_CASE("what is no database") {
    struct Row {
        const char* text;
        const char* error;
    };
    const Row rows[] = {
        {"", "is no cookie database"},
        {"name,category\na,b\n", "is no cookie database"},
        {"Category,Cookie / Data Key name\nAnalytics,\"open\n", "is no CSV after row 1: "},
        {"Category,Cookie / Data Key name\nAnalytics,\"a\"b\n", "is no CSV after row 1: "},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        std::istringstream in(row.text);
        const auto read = CookieDatabase::read(in);
        REQUIRE_FALSE(read.has_value());
        CHECK_THAT(read.error(), Catch::StartsWith(row.error));
    }
}

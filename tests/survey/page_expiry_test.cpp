#include "survey/page_expiry.hpp"

#include "consent/lifetime.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

TEST_CASE("expiry: what pages say, as a registry takes it") {
    struct Row {
        std::string text;
        std::string expires;
    };
    const std::vector<Row> rows{
        {"1 year", "1 year"},
        {"24 hours", "24 hours"},
        {"Session", "Session"},
        {"When the browser is closed", "When the browser is closed"},
        {"When you close your browser", "Session"},
        {"end of the session", "Session"},
        {"Expires when you close your browser.", "Session"},
        {"30 days", "30 days"},
        {"13\u00a0months", "13 months"},
        {"Expires after 2 years", "2 years"},
        {"up to 2 years", "2 years"},
        {"approx. 1 year", "1 year"},
        {"1,825 days", "1825 days"},
        {"30-day", "30 days"},
        {"1 day(s)", "1 day"},
        {"90mins", "90 minutes"},
        {"24h", "24 hours"},
        {"a year", "1 year"},
        {"Two weeks", "2 weeks"},
        {"1 year 1 month 4 days", "399 days"},
        {"1 hour and 30 minutes", "90 minutes"},
        {"persistent, 1 year", "1 year"},
        {"Persistent", ""},
        {"Never", ""},
        {"varies", ""},
    };
    for (const auto& [text, expires] : rows) {
        CAPTURE(text);
        const auto expiry = survey::read_expiry(text);
        REQUIRE(expiry);
        CHECK(expiry->expires == expires);
        CHECK((expires.empty() || consent::parse_lifetime(expires)));
    }
}

TEST_CASE("expiry: what is more than an expiry is none") {
    for (const std::string text :
         {"", "-", "year", "1", "0 days", "session data", "30 minutes 30 minutes",
          "expires after 30 minutes. 30 minutes", "99999999999 years", "20000 years",
          "the first session", "3 sessions", "12 angry men"}) {
        CAPTURE(text);
        CHECK_FALSE(survey::read_expiry(text));
    }
}

TEST_CASE("expiry: a cell for expiries is read with more patience") {
    const auto since = survey::read_expiry_cell("2 years from your last visit");
    REQUIRE(since);
    CHECK(since->expires == "2 years");
    CHECK_FALSE(since->exact);

    const auto closing = survey::read_expiry_cell("Session (deleted when you close the browser)");
    REQUIRE(closing);
    CHECK(closing->expires == "Session");

    const auto vague = survey::read_expiry_cell("a long time");
    REQUIRE(vague);
    CHECK(vague->expires.empty());
    CHECK(vague->written == "a long time");

    for (const std::string nothing : {"", "-", "n/a", "\u00a0"}) {
        CHECK_FALSE(survey::read_expiry_cell(nothing));
    }
}

TEST_CASE("expiry: at the end of a row, and told by a sentence") {
    const auto row = survey::split_expiry(
        "_x Within the same session. It expires after 30 "
        "minutes. 30 minutes");
    REQUIRE(row);
    CHECK(row->before == "_x Within the same session. It expires after 30 minutes.");
    CHECK(row->expiry.expires == "30 minutes");
    CHECK_FALSE(survey::split_expiry("There is a problem"));

    struct Row {
        std::string text;
        std::string before;
        std::string expires;
    };
    const std::vector<Row> rows{
        {"Counts visits (expires 1 year)", "Counts visits", "1 year"},
        {"Counts visits (2 years).", "Counts visits", "2 years"},
        {"Counts visits. Expires after 30 days.", "Counts visits", "30 days"},
        {"Counts visits \u2013 1 year", "Counts visits", "1 year"},
        {"Counts visits; lasts 1 week", "Counts visits", "1 week"},
        {"1 year", "", "1 year"},
    };
    for (const auto& [text, before, expires] : rows) {
        CAPTURE(text);
        const auto tail = survey::split_told_expiry(text);
        REQUIRE(tail);
        CHECK(tail->before == before);
        CHECK(tail->expiry.expires == expires);
    }
    CHECK_FALSE(survey::split_told_expiry("Counts visits (some of them)"));
}

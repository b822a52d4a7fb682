#include "survey/page_theme.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using survey::Theme;

TEST_CASE("theme: headings and category columns") {
    struct Row {
        std::string text;
        Theme theme;
        bool certain;
    };
    const std::vector<Row> rows{
        {"Cookies that are strictly necessary", Theme::essential, true},
        {"Essential cookies", Theme::essential, true},
        {"Authentication", Theme::essential, false},
        {"Load balancing", Theme::essential, false},
        {"Security", Theme::essential, false},
        {"Stripe payment", Theme::essential, false},
        {"Cookie control", Theme::essential, false},
        {"Cookies message", Theme::essential, false},
        {"Cookies that remember your settings", Theme::settings, true},
        {"Preferences", Theme::settings, true},
        {"Functional", Theme::settings, false},
        {"Cookies that measure website use", Theme::usage, true},
        {"Analytics cookies", Theme::usage, true},
        {"statistics", Theme::usage, true},
        {"Performance", Theme::usage, true},
        {"Google Analytics", Theme::usage, false},
        {"Hotjar", Theme::usage, false},
        {"Cookies that help with our communications and marketing", Theme::campaigns, true},
        {"Advertising", Theme::campaigns, true},
        {"YouTube", Theme::campaigns, false},
        {"Marketing and analytics cookies", Theme::campaigns, false},
        {"Essential and analytics cookies", Theme::usage, false},
        {"Necessary cookies for functionality", Theme::settings, false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto themed = survey::read_theme(row.text);
        REQUIRE(themed);
        CHECK(survey::to_string(themed->theme) == survey::to_string(row.theme));
        CHECK(themed->certain == row.certain);
    }
}

TEST_CASE("theme: what is about choosing, or about nothing known, is none") {
    for (const std::string text :
         {"", "Cookie settings", "Change your cookie preferences", "Non-essential cookies",
          "Cookies that are not necessary", "Other cookies", "First party", "Consent required",
          "Unnecessary"}) {
        CAPTURE(text);
        CHECK_FALSE(survey::read_theme(text));
    }
}

TEST_CASE("theme: purposes let suppose, and never that a cookie is essential") {
    CHECK(survey::suppose_theme("These help us count how many people visit") == Theme::usage);
    CHECK(survey::suppose_theme("Shows you adverts elsewhere") == Theme::campaigns);
    CHECK(survey::suppose_theme("Remembers your preferences") == Theme::settings);
    CHECK_FALSE(survey::suppose_theme("Strictly necessary for security"));
}

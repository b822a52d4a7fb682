#include "config/suggestion.hpp"

#include <catch2/catch.hpp>
#include <vector>

TEST_CASE("the nearest word is suggested, if one is near") {
    const std::vector<std::string_view> words{"enforcement", "same_site", "id",     "basis",
                                              "gpc",         "name",      "label",  "path",
                                              "hosts",       "headers",   "length", "header_bytes"};
    struct Case {
        std::string_view written;
        std::string_view nearest;
    };
    const std::vector<Case> cases{
        {"enforcment", "enforcement"},
        {"Enforcement", "enforcement"},
        {"same-site", "same_site"},
        {"samesite", "same_site"},
        {"ids", "id"},
        {"base", ""},
        {"bases", "basis"},
        {"x", ""},
        {"gcp", "gpc"},
        {"cgp", ""},
        {"di", "id"},
        {"nmae", "name"},
        {"Nmae", "name"},
        {"lable", "label"},
        {"paht", "path"},
        {"hsots", "hosts"},
        {"osths", ""},
        {"enfrocemnet", "enforcement"},
        {"same_stie", "same_site"},
        {"len", "length"},
        {"LEN", "length"},
        {"enf", "enforcement"},
        {"same-", "same_site"},
        {"head", "headers"},
        {"le", ""},
        {"lens", ""},
        {"eng", ""},
        {"gth", ""},
        {"", ""},
        {"forcement", "enforcement"},
        {"categories", ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.written);
        CHECK(config::nearest(one.written, words) == one.nearest);
    }
    CHECK(config::nearest(std::string(10'000, 'e'), words).empty());
}

TEST_CASE("lists read as a sentence") {
    const std::vector<std::string_view> words{"a", "b", "c"};
    CHECK(config::one_of(words) == "a, b or c");
    CHECK(config::one_of(std::span(words).first(2)) == "a or b");
    CHECK(config::one_of(std::span(words).first(1)) == "a");
}

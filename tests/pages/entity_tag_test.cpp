#include "pages/entity_tag.hpp"

#include <catch2/catch.hpp>
#include <vector>

namespace pages {

TEST_CASE("a tag gets the state of the page") {
    CHECK(tag_with_state("\"abc\"", "s1") == "\"abc;consent=s1\"");
    CHECK(tag_with_state("W/\"abc\"", "s1") == "W/\"abc;consent=s1\"");
    CHECK(tag_with_state("\"\"", "s1") == "\";consent=s1\"");
    CHECK(tag_with_state(" \"a\\\" ", "s1") == "\"a\\;consent=s1\"");
    CHECK(tag_with_state("\"a,b\x80\"", "s1") == "\"a,b\x80;consent=s1\"");
}

TEST_CASE("what is no tag gets none") {
    for (const auto* text : {"", "abc", "\"abc", "abc\"", "w/\"a\"", "W/abc", "W/", "\"a\"b",
                             "\"a\" \"b\"", "\"a b\"", "\"a\tb\"", "\"a\x7f\"", "*"}) {
        CAPTURE(text);
        CHECK_FALSE(tag_with_state(text, "s1").has_value());
    }
}

TEST_CASE("the origin sees its own tags of this state alone") {
    struct Row {
        std::string_view came;
        std::string_view left;
    };
    const std::vector<Row> rows{
        {"\"abc;consent=s1\"", "\"abc\""},
        {"W/\"abc;consent=s1\"", "W/\"abc\""},
        {"\"a;consent=s1\",W/\"b;consent=s1\"", "\"a\", W/\"b\""},
        {" , \"a;consent=s2\" ,\t\"b;consent=s1\", \"c\" ", "\"b\""},
        {"\"a,b;consent=s1\"", "\"a,b\""},
        {"\"a\\;consent=s1\", \"b;consent=s1\"", "\"a\\\", \"b\""},
        {"\";consent=s1\"", "\"\""},
        // what the origin wrote itself stays: the last mark is ours
        {"\"a;consent=s2;consent=s1\"", "\"a;consent=s2\""},
        {"\"abc\"", ""},
        {"\"abc;consent=s10\"", ""},
        {"\"abc;consent=S1\"", ""},
        {"\"abc;consent=s1;x\"", ""},
        {"*", ""},
        {"", ""},
        {"Sun, 06 Nov 1994 08:49:37 GMT", ""},
        {"abc;consent=s1", ""},
        {"\"a;consent=s1\", x, \"b;consent=s1\"", "\"a\""},
        {"\"a;consent=s1", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.came);
        CHECK(tags_without_state(row.came, "s1") == row.left);
    }
}

TEST_CASE("a tag comes back as it went") {
    for (const auto* tag : {"\"\"", "\"abc\"", "W/\"5f-x\"", "\"a,b\"", "\"a\\\""}) {
        CAPTURE(tag);
        const auto marked = tag_with_state(tag, "x7Q");
        REQUIRE(marked);
        CHECK(has_state(*marked));
        CHECK(tags_without_state(*marked, "x7Q") == tag);
        CHECK(tags_without_state(*marked, "x7R").empty());
    }
}

TEST_CASE("whether a list has a tag with a state") {
    CHECK(has_state("\"a\", W/\"b;consent=s1\""));
    CHECK_FALSE(has_state("\"a\", \"b\""));
    CHECK_FALSE(has_state("\"a;consent=\""));
    CHECK_FALSE(has_state("\"a;consent=x-y\""));
    CHECK_FALSE(has_state("*"));
    CHECK_FALSE(has_state(""));
}

}   // namespace pages

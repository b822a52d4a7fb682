#include "consent/cookie.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace consent {
namespace {

struct Row {
    std::string_view field;
    std::vector<Crumb> crumbs;
};

const std::vector<Row> rows{
    {"", {}},
    {" \t ; ;; ", {}},
    {"a=1", {{"a=1", "a", "1"}}},
    {"a=1; b=2", {{"a=1", "a", "1"}, {"b=2", "b", "2"}}},
    {"a=1;b=2;", {{"a=1", "a", "1"}, {"b=2", "b", "2"}}},
    {"a=1;\t b=2 \t", {{"a=1", "a", "1"}, {"b=2", "b", "2"}}},
    {"a = 1 ", {{"a = 1", "a", "1"}}},
    {"a=b=c", {{"a=b=c", "a", "b=c"}}},
    {"a=", {{"a=", "a", ""}}},
    {"alone", {{"alone", "", "alone"}}},
    {"=x", {{"=x", "", "x"}}},
    {"=a=b", {{"=a=b", "", "a=b"}}},
    {"=", {{"=", "", ""}}},
    {"p={\"a\":true,\"b\":[1, 2]}; q=1",
     {{"p={\"a\":true,\"b\":[1, 2]}", "p", "{\"a\":true,\"b\":[1, 2]}"}, {"q=1", "q", "1"}}},
    {"a=\"x;y\"", {{"a=\"x", "a", "\"x"}, {"y\"", "", "y\""}}},
    {"a=1,b=2", {{"a=1,b=2", "a", "1,b=2"}}},
    {"a=1&b=2", {{"a=1&b=2", "a", "1&b=2"}}},
    {"a=\x01\xff; b=2", {{"a=\x01\xff", "a", "\x01\xff"}, {"b=2", "b", "2"}}},
};

}   // namespace

TEST_CASE("a Cookie field is split as browsers write it") {
    for (const Row& row : rows) {
        CAPTURE(row.field);
        CrumbReader reader(row.field);
        for (const Crumb& expected : row.crumbs) {
            const auto crumb = reader.next();
            REQUIRE(crumb);
            CHECK(crumb->text == expected.text);
            CHECK(crumb->name == expected.name);
            CHECK(crumb->value == expected.value);
        }
        CHECK_FALSE(reader.next());
        CHECK_FALSE(reader.next());
    }
}

}   // namespace consent

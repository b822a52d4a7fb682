// What consent formats have in common, whatever site they are of.
#include "consent/format.hpp"
#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace consent {
namespace {

using namespace test;

FormatData data(Shape shape) {
    FormatData format;
    format.name = "custom";
    format.encoding = {Encoding::raw};
    format.shape = shape;
    return format;
}

Format format(const FormatData& data) {
    return {data, govuk().categories};
}

Choice choice(std::initializer_list<CategoryIndex> granted,
              std::initializer_list<CategoryIndex> refused) {
    return {.granted = set_of(granted), .refused = set_of(refused)};
}

Scalar text(std::string word) {
    return {ScalarKind::text, std::move(word)};
}

std::string repeat(std::string_view part, std::size_t count) {
    std::string all;
    while (all.size() + part.size() <= count) {
        all += part;
    }
    return all;
}

}   // namespace

TEST_CASE("only the exact word of the exact type grants") {
    struct Row {
        Scalar yes;
        std::string grants;
        std::vector<std::string> refuses;
    };
    const std::vector<Row> rows{
        {{ScalarKind::boolean, "true"}, "true", {"\"true\"", "1", "\"yes\"", "null", "[true]"}},
        {{ScalarKind::number, "1"}, "1", {"\"1\"", "true", "1.0", "1e0", "-1", "10", "{}"}},
        {text("1"), "\"1\"", {"1", "true", "\"01\"", "\"1 \""}},
        {text("on"), "\"on\"", {"\"On\"", "\"on \"", "true", "1"}},
        {text("true"), "\"true\"", {"true", "1"}},
    };
    for (const Row& row : rows) {
        FormatData custom = data(Shape::object);
        custom.answers = {.yes = row.yes, .no = text("no"), .undecided = {}};
        CAPTURE(row.grants);
        CHECK(format(custom).read("{\"usage\":" + row.grants + "}") == choice({in_usage}, {}));
        for (const std::string& refuses : row.refuses) {
            CAPTURE(refuses);
            CHECK(format(custom).read("{\"usage\":" + refuses + "}") == choice({}, {in_usage}));
        }
    }
}

TEST_CASE("a category of several words needs one named, and every named one granted") {
    FormatData custom = data(Shape::object);
    custom.categories = {{"usage", {"analytics", "apm"}}, {"campaigns", {}}};
    const Format read = format(custom);
    CHECK(read.read(R"({"analytics":true,"apm":true})") == choice({in_usage}, {}));
    CHECK(read.read(R"({"analytics":true})") == choice({in_usage}, {}));
    CHECK(read.read(R"({"analytics":true,"apm":false})") == choice({}, {in_usage}));
    CHECK(read.read(R"({"apm":0,"analytics":true})") == choice({}, {in_usage}));
    CHECK(read.read("{}") == choice({}, {}));
    // Its id is no word of it any more; that of another category still is.
    CHECK(read.read(R"({"usage":true,"campaigns":true,"settings":true})") ==
          choice({in_settings}, {}));
    CHECK(read.write(set_of({in_usage}), {}) ==
          R"({"analytics":true,"apm":true,"essential":true,"settings":false})");

    custom.shape = Shape::array;
    const Format array = format(custom);
    CHECK(array.read(R"(["analytics","apm"])") == choice({in_usage}, {in_essential, in_settings}));
    CHECK(array.read(R"(["analytics","analytics"])") ==
          choice({}, {in_essential, in_settings, in_usage}));
    CHECK(array.write(set_of({in_usage}), {}) == R"(["analytics","apm","essential"])");
    CHECK_FALSE(array.read(R"({"analytics":true})"));
    CHECK_FALSE(array.read(R"("analytics")"));
}

TEST_CASE("one word may stand for several categories") {
    FormatData custom = data(Shape::object);
    custom.categories = {{"usage", {"stats"}}, {"campaigns", {"stats", "ads"}}};
    custom.closed = true;
    const Format read = format(custom);
    CHECK(read.read(R"({"stats":true,"ads":true})") == choice({in_usage, in_campaigns}, {}));
    CHECK(read.read(R"({"stats":true,"ads":false})") == choice({in_usage}, {in_campaigns}));
    CHECK(read.read(R"({"settings":true})") == choice({}, {}));
    // Such a word is granted only with all of them.
    CHECK(read.write(set_of({in_usage}), {}) == R"({"stats":false,"ads":false})");
}

TEST_CASE("what is nested is found on its path alone") {
    FormatData custom = data(Shape::object);
    custom.path = {"a", "b"};
    const Format read = format(custom);
    CHECK(read.read(R"({"a":{"b":{"usage":true}}})") == choice({in_usage}, {}));
    CHECK(read.read(R"({"usage":true,"a":{"usage":true,"b":{"x":{"usage":true}}}})") ==
          choice({}, {}));
    CHECK(read.read(R"({"x":{"b":{"usage":true}},"a":{"b":{}}})") == choice({}, {}));
    CHECK(read.read(R"({"a":[{"b":{"usage":true}}],"a":{"b":{}}})") == choice({}, {}));
    for (const std::string none : {"{}", R"({"a":{}})", R"({"a":{"b":true}})", R"({"a":{"b":[]}})",
                                   R"({"b":{"usage":true}})", R"({"a.b":{"usage":true}})"}) {
        CAPTURE(none);
        CHECK_FALSE(read.read(none));
    }
    CHECK(read.write(set_of({in_usage}), {}) ==
          R"({"a":{"b":{"essential":true,"settings":false,"usage":true,"campaigns":false}}})");
}

TEST_CASE("a rule's field counts at the top alone, and each time") {
    FormatData custom = data(Shape::object);
    custom.version = {{"v", 3, {}}};
    custom.acted = {{"acted", {}, text("yes")}};
    const Format read = format(custom);
    const auto with = [&](const std::string& fields) {
        return read.read(R"({"usage":true)" + fields + "}");
    };
    const Choice undecided{.granted = {}, .refused = {}, .undecided = true};
    CHECK(with(R"(,"v":3,"acted":"yes")") == choice({in_usage}, {}));
    CHECK(with(R"(,"v":18446744073709551615,"acted":"yes")") == choice({in_usage}, {}));
    CHECK(with(R"(,"v":3,"acted":"no")") == undecided);
    CHECK(with(R"(,"v":3,"acted":null)") == undecided);
    CHECK(with(R"(,"v":3,"acted":"yes","acted":"no")") == undecided);
    CHECK_FALSE(with(R"(,"v":3)"));
    CHECK_FALSE(with(R"(,"v":2,"acted":"yes")"));
    CHECK_FALSE(with(R"(,"v":4,"v":2,"acted":"yes")"));
    CHECK_FALSE(with(R"(,"x":{"v":3},"acted":"yes")"));
    CHECK_FALSE(with(R"(,"v":[3],"acted":"yes")"));
    CHECK_FALSE(can_write(custom));
}

TEST_CASE("one word decides for all categories") {
    FormatData custom = data(Shape::word);
    custom.answers = {.yes = text("allow"), .no = text("deny"), .undecided = text("dismiss")};
    custom.categories = {{"campaigns", {}}};
    const Format read = format(custom);
    CHECK(read.read("allow") == choice({in_essential, in_settings, in_usage}, {}));
    CHECK(read.read("deny") == choice({}, {in_essential, in_settings, in_usage}));
    CHECK(read.read("dismiss") == Choice{.granted = {}, .refused = {}, .undecided = true});
    for (const std::string junk : {"", "Allow", "allow ", "allow,deny", "\"allow\"", "true"}) {
        CAPTURE(junk);
        CHECK_FALSE(read.read(junk));
    }
    CHECK(read.write(set_of({in_settings, in_usage}), {}) == "allow");
    CHECK(read.write(set_of({in_usage}), {}) == "deny");
    CHECK(read.write_default(set_of({}), {}) == "dismiss");
}

TEST_CASE("any value of any shape is read in linear time") {
    FormatData form = data(Shape::form);
    form.path = {"groups"};
    FormatData leading = data(Shape::list);
    leading.separators = {.item = '!', .pair = '=', .leading = true};
    const std::vector<FormatData> shapes{data(Shape::object),
                                         data(Shape::literal),
                                         data(Shape::array),
                                         data(Shape::list),
                                         leading,
                                         form,
                                         data(Shape::word),
                                         data(Shape::tcf)};
    const std::vector<std::string> values{repeat("[", 4096),
                                          repeat("{\"a\":", 4096),
                                          repeat("%25", 4096),
                                          repeat("a:b,", 4096),
                                          "!" + repeat("a=b!", 4090),
                                          repeat("groups=a:b&", 4096),
                                          "{" + repeat("a:'b',", 4090),
                                          repeat("groups=%2525&", 4096),
                                          repeat("C", 4096),
                                          "[" + repeat("\"usage\",", 4090),
                                          "{" + repeat("\"usage\":true,", 4090)};
    for (const FormatData& shape : shapes) {
        for (const std::string& value : values) {
            CAPTURE(static_cast<int>(shape.shape), value.substr(0, 20));
            const auto start = std::chrono::steady_clock::now();
            static_cast<void>(format(shape).read(value));
            CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{2});
        }
        CHECK_FALSE(format(shape).read(std::string(max_consent_value + 1, ' ')));
    }
}

TEST_CASE("a format has at most 256 words") {
    FormatData custom = data(Shape::array);
    custom.closed = true;
    custom.categories = {{"usage", {}}};
    for (int word = 0; word < 256; ++word) {
        custom.categories[0].words.push_back("w" + std::to_string(word));
    }
    CHECK(format(custom).read("[\"w0\",\"w255\"]") == choice({}, {in_usage}));
    CHECK(format(custom).read(format(custom).write(set_of({in_usage}), {})) ==
          choice({in_usage}, {}));
    custom.categories[0].words.emplace_back("more");
    CHECK_THROWS_AS(format(custom), std::invalid_argument);
}

}   // namespace consent

#include "consent/format.hpp"

#include "consent/encoding.hpp"
#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace consent {
namespace {

using namespace test;

const std::vector<Category> categories = govuk().categories;

std::optional<Choice> read(std::string_view value) {
    return Format({}, categories).read(value);
}

std::string write(CategorySet granted, const std::vector<Category>& of) {
    return Format({}, of).write(granted, {});
}

Choice choice(std::initializer_list<CategoryIndex> granted,
              std::initializer_list<CategoryIndex> refused) {
    return {.granted = set_of(granted), .refused = set_of(refused)};
}

struct Row {
    std::string value;
    std::optional<Choice> choice;
};

std::string repeat(std::string_view part, int count) {
    std::string text;
    for (int time = 0; time < count; ++time) {
        text += part;
    }
    return text;
}

const Choice only_essential = choice({in_essential}, {in_settings, in_usage, in_campaigns});

/// GOV.UK's default consent in the encodings that were seen in the field.
const std::vector<std::pair<std::string_view, std::string_view>> encodings{
    {"raw", R"({"essential":true,"settings":false,"usage":false,"campaigns":false})"},
    {"encodeURI",
     "%7B%22essential%22:true,%22settings%22:false,%22usage%22:false,"
     "%22campaigns%22:false%7D"},
    {"encodeURIComponent",
     "%7B%22essential%22%3Atrue%2C%22settings%22%3Afalse%2C%22usage%22"
     "%3Afalse%2C%22campaigns%22%3Afalse%7D"},
    {"js-cookie",
     "{%22essential%22:true%2C%22settings%22:false%2C%22usage%22:false%2C"
     "%22campaigns%22:false}"},
    {"double-stringified", R"("{\"essential\":true,\"settings\":false,\"usage\":false,)"
                           R"(\"campaigns\":false}")"},
    {"Python http.cookies", R"("{\"essential\": true\054 \"settings\": false\054 )"
                            R"(\"usage\": false\054 \"campaigns\": false}")"},
    {"spaces", R"({ "essential": true, "settings": false, "usage": false, "campaigns": false })"},
    {"form",
     "%7B%22essential%22%3A+true%2C+%22settings%22%3A+false%2C+%22usage%22%3A+false%2C+"
     "%22campaigns%22%3A+false%7D"},
    {"spaces as plus", R"({"essential":+true,+"settings":+false,+"usage":+false,+)"
                       R"("campaigns":+false})"},
    {"lower-case hex",
     "%7b%22essential%22%3atrue%2c%22settings%22%3afalse%2c%22usage%22"
     "%3afalse%2c%22campaigns%22%3afalse%7d"},
    {"DQUOTE around raw", R"("{"essential":true,"settings":false,"usage":false,)"
                          R"("campaigns":false}")"},
    {"DQUOTE around percent",
     "\"%7B%22essential%22%3Atrue%2C%22settings%22%3Afalse%2C%22usage"
     "%22%3Afalse%2C%22campaigns%22%3Afalse%7D\""},
    {"percent twice",
     "%257B%2522essential%2522%253Atrue%252C%2522settings%2522%253Afalse%252C"
     "%2522usage%2522%253Afalse%252C%2522campaigns%2522%253Afalse%257D"},
};

const std::vector<Row> usable{
    {"{}", choice({}, {})},
    {" {\t} ", choice({}, {})},
    {"%7B%7D", choice({}, {})},
    {"\"{}\"", choice({}, {})},
    {R"({"usage":true})", choice({in_usage}, {})},
    {R"({"usage":false})", choice({}, {in_usage})},
    // Only a real true grants.
    {R"({"usage":"true"})", choice({}, {in_usage})},
    {R"({"usage":1})", choice({}, {in_usage})},
    {R"({"usage":-1})", choice({}, {in_usage})},
    {R"({"usage":1.5})", choice({}, {in_usage})},
    {R"({"usage":null})", choice({}, {in_usage})},
    {R"({"usage":{}})", choice({}, {in_usage})},
    {R"({"usage":[]})", choice({}, {in_usage})},
    {R"({"usage":[true]})", choice({}, {in_usage})},
    {R"({"usage":{"usage":true}})", choice({}, {in_usage})},
    {R"({"usage":{"settings":true},"settings":true})", choice({in_settings}, {in_usage})},
    // A key given twice grants only if each is true.
    {R"({"usage":true,"usage":true})", choice({in_usage}, {})},
    {R"({"usage":true,"usage":false})", choice({}, {in_usage})},
    {R"({"usage":false,"usage":true})", choice({}, {in_usage})},
    {R"({"usage":1,"usage":true})", choice({}, {in_usage})},
    // Unknown keys, and known ones elsewhere than at the top.
    {R"({"other":true,"usage":true})", choice({in_usage}, {})},
    {R"({"USAGE":true,"":true})", choice({}, {})},
    {R"({"x":{"usage":true}})", choice({}, {})},
    {R"({"x":[{"usage":true}],"settings":true})", choice({in_settings}, {})},
    {R"({"x":[true,{"y":[]}],"usage":true,"z":{}})", choice({in_usage}, {})},
    {R"({"version":7,"usage":true,"s":"a b+c","n":-1.5e3})", choice({in_usage}, {})},
    {R"({"us\u0061ge":true})", choice({in_usage}, {})},
    {"{\"caf\xc3\xa9\":true,\"usage\":true}", choice({in_usage}, {})},
    // Escapes that only JSON strings have, in a string around the object.
    {R"("{\n  \"usage\": true,\r\n\t\"settings\": false\n}")", choice({in_usage}, {in_settings})},
    {R"("{\t\"usage\":true}")", choice({in_usage}, {})},
    {R"("{\r\"usage\":true}")", choice({in_usage}, {})},
    {R"("{\u0022usage\u0022:true}")", choice({in_usage}, {})},
    {R"("{\"caf\u00e9\":true,\"usage\":true}")", choice({in_usage}, {})},
    // What needs no decoding is not decoded.
    {R"({"note":"100%","usage":true})", choice({in_usage}, {})},
    {R"({"%75sage":true})", choice({}, {})},
    {R"({"x":"a+b","usage":true})", choice({in_usage}, {})},
    {"%7B%22a+b%22%3Atrue%2C%22usage%22%3Atrue%7D", choice({in_usage}, {})},
};

const std::vector<std::string> unusable{
    "",
    " ",
    "true",
    "false",
    "null",
    "0",
    "1",
    "yes",
    "[]",
    "[true]",
    R"([{"usage":true}])",
    R"({"usage":true)",
    R"({"usage":tru)",
    R"({"usage":)",
    R"({"usage")",
    "{",
    "}",
    "\"",
    "\"\"",
    "\"\\\"",
    R"("true")",
    R"("yes")",
    R"("{\"usage\":true}\")",
    R"({"usage":true}})",
    R"({"usage":true}x)",
    R"({"usage":true}{"usage":true})",
    R"({"usage":true,})",
    R"({usage:true})",
    R"({"usage":True})",
    R"(/**/{"usage":true})",
    "{'essential':true,'settings':false,'usage':false,'campaigns':false}",
    "{%27usage%27:true}",
    "essential:true,usage:true",
    "eyJ1c2FnZSI6dHJ1ZX0=",   // base64
    // `%` without two hex digits.
    "%",
    "%7",
    "%7B%22usage%22%3Atrue%7D%",
    "%7B%22usage%22%3Atrue%7D%2",
    "%7B%22usage%22%3Atrue%ZZ%7D",
    "%7B%22usage%22%3A%%7D",
    "%7B%22usage%22%3Atrue%2x%7D",
    "%+7B%22usage%22%3Atrue%7D",
    "%7B%22note%22%3A%22100%%22%7D",
    // Bytes that are no UTF-8.
    "{\"x\":\"\xff\"}",
    "{\"x\":\"\xc3\"}",
    "%7B%22x%22%3A%22%FF%22%7D",
    "%7B%22x%22%3A%22%C0%80%22%7D",
    "%7B%22x%22%3A%22%ED%A0%80%22%7D",
    "\xef\xbb\xbf{\"usage\":true}",
    // NUL, which would end the text for many a reader.
    "%7B%22usage%22%3Atrue%7D%00",
    "%7B%22usage%22%3Atrue%7D%00junk",
    "%7B%22x%00%22%3Atrue%7D",
    std::string("{\"usage\":true}\0", 15),
    R"("{\"usage\":true}\000")",
    R"("{\"usage\":true}\u0000")",
    // A control byte in a string of the object, which JSON does not allow.
    R"("{\"x\":\"\b\"}")",
    R"("{\"x\":\"\f\"}")",
    R"("{\"x\":\"\n\"}")",
};

}   // namespace

TEST_CASE("the default consent is read in every encoding found in the field") {
    for (const auto& [encoding, value] : encodings) {
        CAPTURE(encoding);
        CHECK(read(value) == only_essential);
    }
}

TEST_CASE("any JSON object is usable, and only true grants") {
    for (const Row& row : usable) {
        CAPTURE(row.value);
        CHECK(read(row.value) == row.choice);
    }
}

TEST_CASE("what is no JSON object is unusable") {
    for (const std::string& value : unusable) {
        CAPTURE(value);
        CHECK(read(value) == std::nullopt);
    }
}

TEST_CASE("a plus is itself where that can be read, and a space only else") {
    const Format format({}, {category("a b"), category("a+b")});
    CHECK(format.read("%7B%22a+b%22%3Atrue%7D") == choice({1}, {}));
    CHECK(format.read("%7B%22a+b%22%3A+true%7D") == choice({0}, {}));
    CHECK(format.read("%7B%22a%2Bb%22%3A+true%7D") == choice({1}, {}));
}

TEST_CASE("4,096 bytes are the most") {
    const std::string object = R"({"usage":true})";
    CHECK(read(object + std::string(max_consent_value - object.size(), ' ')));
    CHECK_FALSE(read(object + std::string(max_consent_value + 1 - object.size(), ' ')));
    const std::string head = R"({"x":")";
    const std::string tail = R"(","usage":true})";
    const std::string filling(max_consent_value - head.size() - tail.size(), 'x');
    CHECK(read(head + filling + tail) == choice({in_usage}, {}));
}

TEST_CASE("deep JSON is read without recursion") {
    const std::string arrays = repeat("[", 2000) + repeat("]", 2000);
    CHECK(read("{\"usage\":true,\"x\":" + arrays + "}") == choice({in_usage}, {}));
    const std::string objects = repeat("{\"x\":", 600) + "1" + repeat("}", 600);
    CHECK(read(objects) == choice({}, {}));
    CHECK_FALSE(read(repeat("{\"x\":", 800)));
    CHECK_FALSE(read(repeat("[", 4096)));
}

TEST_CASE("the work for one value is bounded") {
    const std::vector<std::string> values{
        repeat("%25", 1365),
        repeat("%2525", 819),
        repeat("\\", 4096),
        "\"" + repeat("\\", 4094) + "\"",
        "\"" + repeat("\\\\\\\"%2525+", 400) + "\"",
        "\"\\\"%22" + repeat("%2525%2B+\\\\\\\\", 290) + "%22\\\"\"",
        "\"\\\"\\\\\\\"%22%5C%22" + repeat("+%252B\\\\", 400) + "%5C%22%22\\\\\\\"\\\"\"",
        "{\"x\":\"" + repeat("%25+", 1000),
        repeat("{\"a\":", 800) + repeat("%7D", 30),
        "\"" + repeat("\\u0022", 680) + "\"",
    };
    for (const std::string& value : values) {
        CAPTURE(value.substr(0, 40));
        REQUIRE(value.size() <= max_consent_value);
        const auto start = std::chrono::steady_clock::now();
        CHECK_FALSE(read(value));
        // A thousandth of this in a release build; enough for a sanitizer on a busy machine.
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{2});
    }
}

TEST_CASE("a choice is written compactly in the order of the registry") {
    CHECK(write(set_of({in_essential}), categories) ==
          R"({"essential":true,"settings":false,"usage":false,"campaigns":false})");
    CHECK(write(set_of({0, 1, 2, 3}), categories) ==
          R"({"essential":true,"settings":true,"usage":true,"campaigns":true})");
    CHECK(write({}, {}) == "{}");
    CHECK(write(set_of({0}), {category("a\"b\\c")}) == R"({"a\"b\\c":true})");
}

TEST_CASE("what is written is read back") {
    for (unsigned bits = 1; bits < 16; bits += 2) {   // essential is on whatever is said
        Choice expected;
        for (CategoryIndex index = 0; index < 4; ++index) {
            ((bits >> index) & 1U ? expected.granted : expected.refused).insert(index);
        }
        const std::string value = write(expected.granted, categories);
        CAPTURE(value);
        CHECK(read(value) == expected);
        CHECK(read(percent_encode(value)) == expected);
    }
}

TEST_CASE("percent-encoding is encodeURIComponent's") {
    CHECK(percent_encode("AZaz09-_.!~*'()") == "AZaz09-_.!~*'()");
    CHECK(percent_encode("{\"a\":true, 1}") == "%7B%22a%22%3Atrue%2C%201%7D");
    CHECK(percent_encode("%;/?:@&=+$,#[]^`|<>\\") ==
          "%25%3B%2F%3F%3A%40%26%3D%2B%24%2C%23%5B%5D%5E%60%7C%3C%3E%5C");
    CHECK(percent_encode("\xc3\xa9\x7f") == "%C3%A9%7F");
    CHECK(percent_encode(std::string_view("\0", 1)) == "%00");
    CHECK(percent_encode("").empty());
}

}   // namespace consent

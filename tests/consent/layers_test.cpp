// Every order of the layers that a consent cookie may be wrapped in.
#include "consent/encoding.hpp"
#include "consent/format.hpp"
#include "tests/consent/fixture.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace consent {
namespace {

using namespace test;

std::string form_encode(const std::string& text) {
    std::string encoded = percent_encode(text);
    for (auto at = encoded.find("%20"); at != std::string::npos; at = encoded.find("%20")) {
        encoded.replace(at, 3, "+");
    }
    return encoded;
}

/// As Python's http.cookies does.
std::string quote(const std::string& text) {
    std::string quoted = "\"";
    for (const char byte : text) {
        if (byte == ',') {
            quoted += "\\054";
        } else if (byte == ';') {
            quoted += "\\073";
        } else {
            quoted += byte == '"' || byte == '\\' ? "\\" : "";
            quoted += byte;
        }
    }
    return quoted + "\"";
}

/// A JSON string that only JSON can read.
std::string escaped_string(const std::string& text) {
    const std::string first = percent_encode(text.substr(0, 1));
    return nlohmann::json(text.substr(1)).dump().insert(1, "\\u00" + first.substr(1));
}

std::string wrap(std::string text, const std::string& layers) {
    for (const char layer : layers) {
        switch (layer) {
            case 'p':
                text = percent_encode(text);
                break;
            case 'f':
                text = form_encode(text);
                break;
            case 'q':
                text = quote(text);
                break;
            case 's':
                text = nlohmann::json(text).dump();
                break;
            case 'u':
                text = escaped_string(text);
                break;
            case 'd':
                text = '"' + text + '"';
                break;
            default:
                FAIL("no such layer");
        }
    }
    return text;
}

const std::string object = R"({"usage":true, "settings":false})";
const Choice expected{.granted = set_of({in_usage}), .refused = set_of({in_settings})};

std::optional<Choice> read(const std::string& value) {
    return Format({}, govuk().categories).read(value);
}

/// Calls `visit` with every order of every subset of the letters.
template <typename Visit>
void for_each_order(std::string letters, Visit visit) {
    std::ranges::sort(letters);
    for (std::size_t size = 0; size <= letters.size(); ++size) {
        std::string seen;
        std::string order = letters;
        do {
            const std::string prefix = order.substr(0, size);
            if (prefix != seen || size == 0) {
                seen = prefix;
                visit(prefix);
            }
        } while (std::ranges::next_permutation(order).found);
    }
}

}   // namespace

TEST_CASE("each layer may come twice, in any order") {
    for (const std::string letters : {"ppqqss", "ffqqss", "pfqqss"}) {
        for_each_order(letters, [](const std::string& order) {
            const std::string value = wrap(object, order);
            CAPTURE(order, value);
            CHECK(value.size() <= max_consent_value);
            CHECK(read(value) == expected);
        });
    }
}

TEST_CASE("so may they around a text that has the signs of all of them") {
    const std::string signs = R"({"usage":true, "a+b":"c%20d, ; \"\\ \u00e9+"})";
    for (const std::string letters : {"ppqqss", "ffqqss", "pfqqss", "ffqquu"}) {
        for_each_order(letters, [&signs](const std::string& order) {
            const std::string value = wrap(signs, order);
            CAPTURE(order, value);
            CHECK((value.size() > max_consent_value || read(value)));
        });
    }
}

TEST_CASE("no layer may come a third time") {
    CHECK(read(wrap(object, "pp")) == expected);
    CHECK_FALSE(read(wrap(object, "ppp")));
    CHECK_FALSE(read(wrap(object, "fff")));
    CHECK_FALSE(read(wrap(object, "pqpsp")));
    // A JSON string of plain ASCII is a DQUOTE-wrapped text as well: two of each, and no more.
    CHECK_FALSE(read(wrap(object, "qqqqq")));
    CHECK_FALSE(read(wrap(object, "sssss")));
    CHECK(read(wrap(object, "ssss")) == expected);
}

TEST_CASE("what a quoted text can be read as decides how often it may come") {
    CHECK(read(R"(""{"usage":true}"")"));
    CHECK_FALSE(read(R"("""{"usage":true}""")"));
    CHECK_FALSE(read(R"(""""{"usage":true}"""")"));
    struct Row {
        std::string layers;   // the innermost first
        bool usable;
    };
    const std::vector<Row> rows{
        // a bare DQUOTE around one that is bare as well is no JSON string
        {"d", true},
        {"dd", true},
        {"ddd", false},
        {"dddd", false},
        {"dddp", false},
        {"ddpd", true},   // what is between the outermost two is without any
        {"dpdp", true},
        // a JSON string that is something else without JSON
        {"u", true},
        {"uu", true},
        {"uuu", false},
        {"upuu", false},
        {"dduu", true},
        {"ddu", true},
        {"dduuu", false},
        // what is both counts as the one or the other
        {"sss", true},
        {"ssss", true},
        {"sssss", false},
        {"ddss", true},
        {"dsss", true},
        {"ddds", false},
        {"ddsss", false},
        {"uuss", true},
        {"uuus", false},
        {"uusss", false},
        {"ddus", true},
        {"dduus", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.layers);
        CHECK(read(wrap(object, row.layers)).has_value() == row.usable);
    }
}

TEST_CASE("octal escapes and others are taken off a quoted text") {
    CHECK(unquote(R"("a\054b")") == "a,b");
    CHECK(unquote(R"("\303\251")") == "\xc3\xa9");
    CHECK(unquote(R"("\377\000")") == std::string("\xff\0", 2));
    CHECK(unquote(R"("\\\"\a")") == R"(\"a)");
    CHECK(unquote(R"("\400")") == "400");
    CHECK(unquote(R"("\08\18\128")") == "0818128");
    CHECK(unquote(R"("\05")") == "05");
    CHECK(unquote(" \t\"a\"\r\n") == "a");
    CHECK(unquote(R"("a"b")") == "a\"b");
    CHECK(unquote("\"\"") == "");
    for (const std::string text : {"", " ", "\"", "a", "\"a", "a\"", "'a'", R"("\")", R"("a\")"}) {
        CAPTURE(text);
        CHECK_FALSE(unquote(text));
    }
}

TEST_CASE("percent-decoding is strict about its digits") {
    CHECK(percent_decode("a%2Cb%2cc", Plus::itself) == "a,b,c");
    CHECK(percent_decode("%2525", Plus::itself) == "%25");
    CHECK(percent_decode("a+b%2B", Plus::itself) == "a+b+");
    CHECK(percent_decode("a+b%2B", Plus::space) == "a b+");
    CHECK(percent_decode("", Plus::space) == "");
    for (const std::string text : {"%", "%2", "a%", "%g0", "%0g", "% 1", "%-1", "%+1", "%%25"}) {
        CAPTURE(text);
        CHECK_FALSE(percent_decode(text, Plus::itself));
        CHECK_FALSE(percent_decode(text, Plus::space));
    }
}

}   // namespace consent

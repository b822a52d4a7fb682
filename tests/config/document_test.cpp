#include "config/document.hpp"

#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

using config::Kind;
using config::Node;
using config::Report;

namespace {

/// A node as text: kinds, places and all.
std::string show(const Node& node) {
    std::string text = fmt::format("{}:{}", node.place.line, node.place.column);
    switch (node.kind) {
        case Kind::null:
            return text + " null" + node.text;
        case Kind::plain:
            return text + " plain " + node.text;
        case Kind::string:
            return text + " string " + node.text;
        case Kind::number:
            return text + " number " + node.text;
        case Kind::boolean:
            return text + " boolean " + node.text;
        case Kind::sequence:
            text += " [";
            for (const Node& item : node.items) {
                text += show(item) + ", ";
            }
            return text + "]";
        case Kind::mapping:
            break;
    }
    text += " {";
    for (const config::Member& member : node.members) {
        text += fmt::format("{}:{} {} = {}, ", member.place.line, member.place.column, member.key,
                            show(member.value));
    }
    return text + "}";
}

struct Read {
    std::optional<Node> root;
    std::string faults;
};

Read read(std::string_view text, std::string_view name) {
    Report report{std::string(name)};
    Read result{config::read_document(text, name, report), {}};
    std::vector<config::Fault> faults;
    report.flush(faults);
    result.faults = config_test::lines_of(faults);
    return result;
}

struct Case {
    std::string_view file;
    std::string text;
    std::string expected;
};

std::string nested(std::size_t depth, std::string_view open) {
    std::string text;
    for (std::size_t at = 0; at < depth; ++at) {
        text += open;
    }
    return text;
}

}   // namespace

TEST_CASE("a document becomes a tree with places") {
    const std::vector<Case> cases{
        {"a.yaml", "a: 1\n\"b\": 'x'\n", "1:1 {1:1 a = 1:4 plain 1, 2:1 b = 2:6 string x, }"},
        {"a.yaml", "name: on\n123: ~\nm: null\n",
         "1:1 {1:1 name = 1:7 plain on, 2:1 123 = 2:6 null~, 3:1 m = 3:4 nullnull, }"},
        {"a.yaml", "a:\nb:\n  - x\n  - {y: z}\n",
         "1:1 {1:1 a = 1:1 null, 2:1 b = 3:3 [3:5 plain x, 4:5 {4:6 y = 4:9 plain z, }, ], }"},
        {"a.yaml", "a: |\n  two\n  lines\n", "1:1 {1:1 a = 1:4 string two\nlines, }"},
        {"a.yaml", "a: &x [1]\nb: *x\n",
         "1:1 {1:1 a = 1:4 [1:8 plain 1, ], 2:1 b = 2:4 [1:8 plain 1, ], }"},
        {"a.yaml",
         "\xEF\xBB\xBF"
         "é: x\n",
         "1:1 {1:1 é = 1:5 plain x, }"},
        {"a.yaml", "a: !!str 1\n", "1:1 {1:1 a = 1:4 string 1, }"},
        {"a.json", "{\"a\": 1.50, \"b\\\"c\" : \"x\\u0041\",\n \"d\":[true,null, {} ]}",
         "1:1 {1:2 a = 1:7 number 1.50, 1:13 b\"c = 1:22 string xA, "
         "2:2 d = 2:6 [2:7 boolean true, 2:12 nullnull, 2:18 {}, ], }"},
        {"a.json", "[\"\\\\\", \"a,b:c{\"]", "1:1 [1:2 string \\, 1:8 string a,b:c{, ]"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const Read result = read(one.text, one.file);
        CHECK(result.faults.empty());
        REQUIRE(result.root);
        CHECK(show(*result.root) == one.expected);
    }
}

TEST_CASE("a document that cannot be used is one fault with a place") {
    const std::string bomb = [] {
        std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int level = 1; level < 9; ++level) {
            text += fmt::format("a{0}: &a{0} [", level);
            for (int copy = 0; copy < 10; ++copy) {
                text += fmt::format("*a{}, ", level - 1);
            }
            text += "]\n";
        }
        return text;
    }();
    const std::string chain = [] {
        std::string text = "a0: &a0 [x]\n";
        for (int level = 1; level < 100; ++level) {
            text += fmt::format("a{0}: &a{0} [*a{1}]\n", level, level - 1);
        }
        return text;
    }();
    const std::vector<Case> cases{
        {"a.yaml", "", "1:1: error: the file is empty"},
        {"a.yaml", "# nothing\n", "1:1: error: the file is empty"},
        {"a.json", " \n", "1:1: error: the file is empty"},
        {"a.json", "null", "1:1: error: the file is empty"},
        {"a.yaml", "a: b: c\n", "1:5: error: YAML syntax: illegal map value"},
        {"a.yaml", "a: 1\n  - b\n c: [\n", "3:"},
        {"a.yaml", "a: \"x\nb: 1\n", "error: YAML syntax: illegal EOF in scalar"},
        {"a.yaml", "a: 1\nb: \"\\u4\n", "2:8: error: YAML syntax: bad character"},
        {"a.yaml", "a: [1\nb: 2\n", "2:2: error: YAML syntax: end of sequence flow not found"},
        {"a.yaml", "a: *nope\n", "1:4: error: YAML syntax: the referenced anchor is not defined"},
        {"a.yaml", "a: &x [*x]\n", "1:8: error: an alias inside of what it stands for"},
        {"a.yaml", "? [a]\n: b\n", "1:3: error: a key must be a word"},
        {"a.yaml", "a: 1\n---\nb: 2\n", "2:1: error: more follows after the end"},
        {"a.yaml", "a: !secret b\n", "1:4: error: the tag \"!secret\" is not supported"},
        {"a.yaml", "a: b\nc: \xFF\n", "2:4: error: not UTF-8"},
        {"a.yaml", "a: \xED\xA0\x80\n", "1:4: error: not UTF-8"},
        {"a.yaml", "a: x\x04y\n", "1:5: error: a control byte (0x04)"},
        {"a.yaml", bomb, "error: more than 100000 values"},
        {"a.yaml", chain, "error: nested more than 64 deep"},
        {"a.yaml", nested(100, "[") + "x" + nested(100, "]"),
         "1:65: error: nested more than 64 deep"},
        {"a.yaml", nested(100'000, "["), "error: "},
        {"a.yaml", nested(100'000, "- "), "error: nested more than 64 deep"},
        {"a.yaml", nested(70, "{a: ") + "x" + nested(70, "}"), "error: nested more than 64 deep"},
        {"a.json", nested(100'000, "["), "1:65: error: nested more than 64 deep"},
        {"a.json", nested(100'000, "{\"a\":"), "error: nested more than 64 deep"},
        {"a.json", "{\"a\": 1,}", "1:9: error: JSON syntax error"},
        {"a.json", "{\"a\": 1\n \"b\": 2}", "2:4: error: JSON syntax error"},
        {"a.json", "{\"a\": [1, 2}", "1:12: error: JSON syntax error"},
        {"a.json", "{a: 1}", "1:2: error: JSON syntax error"},
        {"a.json", "{\"a\": 1} x", "1:10: error: JSON syntax error"},
        {"a.json", "{\"a\": \"", "error: JSON syntax error"},
        {"a.json", "// comment\n{}", "1:1: error: JSON syntax error"},
        {"a.yaml", std::string(config::max_document_bytes + 1, 'a'), "1:1: error: longer than"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text.substr(0, 80));
        const Read result = read(one.text, one.file);
        CHECK_FALSE(result.root);
        CHECK_THAT(result.faults, Catch::Contains(one.expected));
        CHECK(std::count(result.faults.begin(), result.faults.end(), '\n') == 1);
    }
}

TEST_CASE("a key that stands twice is a fault and does not end the reading") {
    const std::string expected = "error: key \"a\" stands twice in one mapping (first at 1:2)\n";
    const Read yaml = read("{a: 1, b: 2, a: 3}", "a.yaml");
    CHECK(yaml.faults == "1:14: " + expected);
    CHECK(yaml.root);
    const Read json = read("{\"a\": 1,\n \"a\": 3}", "a.json");
    CHECK(json.faults == "2:2: " + expected);
    CHECK(json.root);
    CHECK(read("a: {x: 1}\nb: {x: 1}\n", "a.yaml").faults.empty());
}

TEST_CASE("a fault is one line whatever stands in the file") {
    Report report("a.yaml");
    report.error({2, 3}, "a\nb\x1B[31m" + std::string(1000, 'x'));
    std::vector<config::Fault> faults;
    report.flush(faults);
    const std::string line = to_string(faults.at(0));
    CHECK(line.starts_with("a.yaml:2:3: error: a\\x0Ab\\x1B[31mxxx"));
    CHECK(line.size() < 500);
}

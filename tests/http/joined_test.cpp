#include "http/joined.hpp"

#include "fixture.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

struct Row {
    std::string fields;
    std::optional<std::string_view> joined;
};

const std::vector<Row> rows{
    {"", std::nullopt},
    {"Accept-Encoding: gzip\r\n", std::nullopt},
    {"Accept:\r\n", ""},
    {"Accept: a, b\r\n", "a, b"},
    {"Accept: a\r\nX: y\r\naccept: b, c\r\nACCEPT: d\r\n", "a, b, c, d"},
    {"Accept:\r\nAccept: a\r\n", ", a"},
    {"Accept: a\r\nAccept:\r\n", "a, "},
};

}   // namespace

TEST_CASE("the lines of a list are one") {
    for (const Row& row : rows) {
        CAPTURE(row.fields);
        const ParsedResponse response("HTTP/1.1 200 OK\r\n" + row.fields + "\r\n");
        std::string storage;
        CHECK(find_joined(response.head.fields, FieldId::accept, storage) == row.joined);
    }
}

TEST_CASE("one line is not copied") {
    const ParsedResponse response("HTTP/1.1 200 OK\r\nAccept: text/html\r\n\r\n");
    std::string storage;
    const auto joined = find_joined(response.head.fields, FieldId::accept, storage);
    REQUIRE(joined);
    CHECK(joined->data() == response.head.fields.find(FieldId::accept)->data());
    CHECK(storage.empty());
}

}   // namespace http

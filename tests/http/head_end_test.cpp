#include "fixture.hpp"

#include <string_view>
#include <vector>

namespace http {
namespace {

using namespace std::literals;

struct Row {
    std::string_view bytes;
    std::size_t end;   ///< 0: not complete
};

const std::vector<Row> ends{
    {"", 0},
    {"G", 0},
    {"GET / HTTP/1.1", 0},
    {"GET / HTTP/1.1\r", 0},
    {"GET / HTTP/1.1\r\n", 0},
    {"GET / HTTP/1.1\r\nHost: a\r\n", 0},
    {"GET / HTTP/1.1\r\nHost: a\r\n\r", 0},
    {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 27},
    {"GET / HTTP/1.1\r\n\r\n", 18},
    {"GET / HTTP/1.1\r\n\r\nbody\r\n\r\n", 18},
    {"GET / HTTP/1.1\r\n\r\nbody\n\n", 18},
    {"\r\n", 2},
    {"A\rB\r\n\r\n", 7},
    {"A\r\n\r\r\n\r\n", 8},   // an empty line has one CR; the parser refuses the other
    {"A\0B\r\n\r\n"sv, 7},
};

const std::vector<std::string_view> bare{
    "\n",      "GET / HTTP/1.1\n", "GET / HTTP/1.1\r\nHost: a\n", "GET / HTTP/1.1\r\nHost: a\r\n\n",
    "\r\rA\n",
};

}   // namespace

TEST_CASE("the end of a head is found, wherever the bytes are torn") {
    for (const Row& row : ends) {
        CAPTURE(row.bytes);
        HeadEnd whole;
        const auto found = whole.find(row.bytes);
        REQUIRE(found.has_value());
        CHECK(found->value_or(0) == row.end);
        for (std::size_t split = 0; split <= row.bytes.size(); ++split) {
            CAPTURE(split);
            HeadEnd reader;
            const auto early = reader.find(row.bytes.substr(0, split));
            REQUIRE(early.has_value());
            CHECK(early->value_or(0) == (row.end != 0 && split >= row.end ? row.end : 0));
            const auto late = reader.find(row.bytes);
            REQUIRE(late.has_value());
            CHECK(late->value_or(0) == row.end);
        }
        HeadEnd stepped;
        for (std::size_t size = 0; size <= row.bytes.size(); ++size) {
            const auto step = stepped.find(row.bytes.substr(0, size));
            REQUIRE(step.has_value());
            CHECK(step->value_or(0) == (row.end != 0 && size >= row.end ? row.end : 0));
        }
    }
}

TEST_CASE("a line that ends in a bare LF is no line of a head") {
    for (const std::string_view bytes : bare) {
        CAPTURE(bytes);
        for (std::size_t split = 0; split < bytes.size(); ++split) {
            HeadEnd reader;
            REQUIRE(reader.find(bytes.substr(0, split)).has_value());
            CHECK(fault_of(reader.find(bytes)) == Fault::malformed);
        }
    }
}

}   // namespace http

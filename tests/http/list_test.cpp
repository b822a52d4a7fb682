#include "http/list.hpp"

#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

namespace http {
namespace {

struct Row {
    std::string_view value;
    std::vector<std::string_view> elements;
};

const std::vector<Row> rows{
    {"", {}},
    {",", {}},
    {" , \t,, ", {}},
    {"a", {"a"}},
    {"a,b", {"a", "b"}},
    {" a ,\tb\t, c d ", {"a", "b", "c d"}},
    {",a,,b,", {"a", "b"}},
    {"a=\"x,y\", b", {"a=\"x,y\"", "b"}},
    {"a=\"x\\\",y\", b", {"a=\"x\\\",y\"", "b"}},
    {"a\\,b", {"a\\", "b"}},
    {"a=\"x, b", {"a=\"x, b"}},
    {"a=\"x\\", {"a=\"x\\"}},
    {"\"\",a", {"\"\"", "a"}},
};

}   // namespace

TEST_CASE("a list is split at the commas outside quoted strings") {
    for (const Row& row : rows) {
        CAPTURE(row.value);
        ListReader reader(row.value);
        for (const std::string_view expected : row.elements) {
            const auto element = reader.next();
            REQUIRE(element);
            CHECK(*element == expected);
        }
        CHECK_FALSE(reader.next());
        CHECK_FALSE(reader.next());
    }
}

}   // namespace http

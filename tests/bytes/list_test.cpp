#include "bytes/list.hpp"

#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

namespace bytes {

TEST_CASE("parts end at a separator outside of quoted strings") {
    struct Row {
        std::string_view value;
        std::vector<std::string_view> parts;
    };
    const Row rows[] = {
        {"", {}},
        {" ; ;", {}},
        {"a, b", {"a, b"}},
        {" a;q=0\t; b ", {"a", "q=0", "b"}},
        {R"(a="x;\";";b)", {R"(a="x;\";")", "b"}},
        {R"(a\";b)", {R"(a\";b)"}},
        {R"(a="x;\)", {R"(a="x;\)"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.value);
        std::vector<std::string_view> parts;
        PartReader<';'> reader(row.value);
        while (const auto part = reader.next()) {
            parts.push_back(*part);
        }
        CHECK(parts == row.parts);
    }
}

}   // namespace bytes

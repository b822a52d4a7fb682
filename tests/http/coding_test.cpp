#include "http/coding.hpp"

#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

namespace http {

TEST_CASE("which content codings Accept-Encoding takes") {
    struct Row {
        std::string_view field;
        bool takes;
    };
    const std::vector<Row> rows{
        {"", false},
        {"gzip", true},
        {"br, GZIP;q=0.5", true},
        {"gzip;q=0", false},
        {"gzip ; Q=0.000", false},
        {"gzip;q=0.001", true},
        {"*", true},
        {"*;q=0", false},
        {"gzip;q=0, *", false},
        {"*;q=0, gzip", true},
        {"gzipped, x-gzip, identity", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.field);
        CHECK(accepts_coding(row.field, "gzip") == row.takes);
    }
}

}   // namespace http

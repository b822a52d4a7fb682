#include "survey/timestamp.hpp"

#include <catch2/catch.hpp>
#include <string_view>

TEST_CASE("moments of logs and HARs") {
    struct Row {
        std::string_view text;
        std::string_view utc;   ///< empty: none
        int milliseconds = 0;
    };
    const Row rows[] = {
        {"2026-11-22T00:36:03.123Z", "2026-11-22T00:36:03Z", 123},
        {"2026-11-22T00:36:03Z", "2026-11-22T00:36:03Z"},
        {"2026-11-22T01:36:03.5+01:00", "2026-11-22T00:36:03Z", 500},
        {"2026-11-21T19:06:03.007999-0530", "2026-11-22T00:36:03Z", 7},
        {"2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59Z", 999},
        {"2023-02-29T23:59:59Z", ""},
        {"2026-13-01T00:00:00Z", ""},
        {"2026-11-22T24:00:00Z", ""},
        {"2026-11-22T00:36:03", ""},
        {"2026-11-22T00:36:03.Z", ""},
        {"2026-11-22 00:36:03Z", ""},
        {"2026-11-22T00:36:03Z ", ""},
        {"2026-11-22T00:36:03+1:00", ""},
        {"0x26-11-22T00:36:03Z", ""},
        {"", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto moment = survey::parse_moment(row.text);
        REQUIRE(moment.has_value() == !row.utc.empty());
        if (moment) {
            CHECK(survey::to_string(*moment) == row.utc);
            CHECK((moment->time_since_epoch() % std::chrono::seconds(1)).count() ==
                  row.milliseconds);
        }
    }
}

#include "consent/lifetime.hpp"

#include <catch2/catch.hpp>
#include <vector>

namespace consent {
namespace {

using namespace std::chrono;

struct Row {
    std::string_view text;
    std::optional<Lifetime> lifetime;
};

const std::vector<Row> rows{
    {"Session", Lifetime{true, 0s}},
    {"SESSION", Lifetime{true, 0s}},
    {"When the browser is closed", Lifetime{true, 0s}},
    {"when THE browser is closed", Lifetime{true, 0s}},
    {"1 second", Lifetime{false, 1s}},
    {"2 seconds", Lifetime{false, 2s}},
    {"30 minutes", Lifetime{false, 1800s}},
    {"1 hour", Lifetime{false, 3600s}},
    {"29 days", Lifetime{false, seconds{days{29}}}},
    {"1 week", Lifetime{false, seconds{days{7}}}},
    {"6 months", Lifetime{false, seconds{days{180}}}},
    {"1 year", Lifetime{false, seconds{days{365}}}},
    {"2 years", Lifetime{false, seconds{days{730}}}},
    {"1 years", Lifetime{false, seconds{days{365}}}},
    {"1 YEAR", Lifetime{false, seconds{days{365}}}},
    {"1  year", Lifetime{false, seconds{days{365}}}},
    {"10000 years", Lifetime{false, seconds{days{3'650'000}}}},
    {"10001 years", std::nullopt},
    {"99999999999999999999 seconds", std::nullopt},
    {"9223372036854775807 years", std::nullopt},
    {"", std::nullopt},
    {"sessions", std::nullopt},
    {"year", std::nullopt},
    {"1", std::nullopt},
    {"1 ", std::nullopt},
    {"1year", std::nullopt},
    {"1\tyear", std::nullopt},
    {"0 days", std::nullopt},
    {"-1 day", std::nullopt},
    {"+1 day", std::nullopt},
    {"1.5 days", std::nullopt},
    {" 1 day", std::nullopt},
    {"1 day ", std::nullopt},
    {"1 dayss", std::nullopt},
    {"1 fortnight", std::nullopt},
    {"1 d", std::nullopt},
    {"one year", std::nullopt},
};

}   // namespace

TEST_CASE("lifetimes are read as registries write them") {
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(parse_lifetime(row.text) == row.lifetime);
    }
}

}   // namespace consent

#include "config/units.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;

TEST_CASE("times are read") {
    struct Case {
        std::string_view text;
        std::chrono::milliseconds time;
    };
    const std::vector<Case> cases{{"10s", 10s}, {"250ms", 250ms}, {"2m", 2min},
                                  {"1h", 1h},   {"0s", 0s},       {"0", 0s},
                                  {"5 s", 5s},  {"8760h", 8760h}, {"007s", 7s}};
    for (const Case& one : cases) {
        CAPTURE(one.text);
        REQUIRE(config::parse_duration(one.text).has_value());
        CHECK(*config::parse_duration(one.text) == one.time);
    }
    for (const std::string_view text : {"", "10", "s", "10S", "1d", "-1s", "1.5s", "1h30m", " 1s",
                                        "1s ", "1 ", "0x1s", "8761h", "99999999999999999999s"}) {
        CAPTURE(text);
        CHECK_FALSE(config::parse_duration(text).has_value());
    }
}

TEST_CASE("sizes are read") {
    struct Case {
        std::string_view text;
        std::uint64_t size;
    };
    const std::vector<Case> cases{
        {"0", 0}, {"1024", 1024}, {"32KiB", 32768}, {"1 MiB", 1 << 20}, {"2GiB", 2147483648ULL}};
    for (const Case& one : cases) {
        CAPTURE(one.text);
        REQUIRE(config::parse_size(one.text).has_value());
        CHECK(*config::parse_size(one.text) == one.size);
    }
    for (const std::string_view text : {"", "KiB", "1KB", "1kib", "1K", "-1", "1.5MiB", "1 ",
                                        "unlimited", "9223372036854775808", "8589934592GiB"}) {
        CAPTURE(text);
        CHECK_FALSE(config::parse_size(text).has_value());
    }
    CHECK(*config::parse_size("8589934591GiB") == 9223372035781033984ULL);
}

TEST_CASE("worker counts are read") {
    CHECK(*config::parse_workers("auto") == std::nullopt);
    CHECK(*config::parse_workers("1") == 1U);
    CHECK(*config::parse_workers("256") == 256U);
    for (const std::string_view text : {"", "0", "257", "-1", "many", "Auto", "1.5"}) {
        CAPTURE(text);
        const auto workers = config::parse_workers(text);
        REQUIRE_FALSE(workers.has_value());
        CHECK_THAT(workers.error(), Catch::Contains("must be auto or a number from 1 to 256"));
    }
}

TEST_CASE("words of the log are read") {
    CHECK(*config::parse_log_level("trace") == config::LogLevel::trace);
    CHECK(*config::parse_log_level("warning") == config::LogLevel::warning);
    CHECK(*config::parse_log_level("warn") == config::LogLevel::warning);
    CHECK(*config::parse_log_format("json") == config::LogFormat::json);
    CHECK(config::parse_log_level("inf").error() ==
          "must be trace, debug, info, warning, warn or error, not \"inf\" (did you mean "
          "\"info\"?)");
    CHECK_FALSE(config::parse_log_format("JSON").has_value());
}

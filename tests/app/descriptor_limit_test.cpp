#include "app/descriptor_limit.hpp"

#include <catch2/catch.hpp>
#include <sys/resource.h>

TEST_CASE("two descriptors a connection, beside what is needed anyway") {
    config::Settings settings;
    settings.listeners.push_back({config::default_listener, {}});
    settings.sites.resize(2);
    settings.sites[0].upstream.keepalive = settings.sites[1].upstream.keepalive = 50;
    struct Row {
        std::size_t descriptors;
        std::size_t workers;
        std::size_t fit;
    };
    const Row rows[] = {
        {65'536, 4, (65'536 - 64 - 4 * (9 + 64) - 100) / 2},
        {1'024, 2, (1'024 - 64 - 2 * (9 + 32) - 100) / 2},   // pipes get a sixteenth at most
        {256, 2, (256 - 64 - 2 * (9 + 8) - 64) / 2},   // origins that rest get a quarter at most
        {64, 2, 1},
        {0, 16, 1},
    };
    for (const Row& row : rows) {
        CAPTURE(row.descriptors);
        CHECK(app::connections_within(row.descriptors, settings, row.workers) == row.fit);
    }
}

TEST_CASE("pipes are few, and none where descriptors are short") {
    CHECK(app::pipes_within(65'536, 1) == 32);
    CHECK(app::pipes_within(65'536, 4) == 32);
    CHECK(app::pipes_within(65'536, 16) == 8);
    CHECK(app::pipes_within(1'024, 4) == 8);
    CHECK(app::pipes_within(256, 16) == 0);
}

TEST_CASE("the process takes all descriptors that it may have") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    REQUIRE(before.rlim_max > 100);
    const rlimit low{100, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
    CHECK(app::raise_descriptor_limit() == before.rlim_max);
    rlimit after{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &after) == 0);
    CHECK(after.rlim_cur == before.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &before);
}

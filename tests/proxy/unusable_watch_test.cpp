#include "proxy/unusable_watch.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace proxy {
namespace {

/// Counts so many, each in a minute of its own; how often that suspended replacing.
int add(UnusableWatch& watch, int times, bool unusable) {
    static std::int64_t minute = 0;
    int suspensions = 0;
    for (int i = 0; i < times; ++i) {
        suspensions += watch.add("192.0.2.1", ++minute, unusable) ? 1 : 0;
    }
    return suspensions;
}

}   // namespace

TEST_CASE("replacing is suspended from the 200th consent cookie on") {
    UnusableWatch watch;
    CHECK_FALSE(watch.suspended());
    CHECK(add(watch, 199, true) == 0);
    CHECK_FALSE(watch.suspended());
    CHECK(add(watch, 1, true) == 1);
    CHECK(watch.suspended());
    CHECK(add(watch, 2'000, true) == 0);   // told once
    CHECK(watch.suspended());
}

TEST_CASE("the 200th suspends whatever it is itself") {
    UnusableWatch watch;
    CHECK(add(watch, 100, true) == 0);
    CHECK(add(watch, 99, false) == 0);
    CHECK_FALSE(watch.suspended());
    CHECK(add(watch, 1, false) == 1);
    CHECK(watch.suspended());
}

TEST_CASE("1 in 20 is still no reason to suspend, more is") {
    SECTION("of 200") {
        UnusableWatch watch;
        CHECK(add(watch, 190, false) == 0);
        CHECK(add(watch, 10, true) == 0);
        CHECK_FALSE(watch.suspended());
        CHECK(add(watch, 1, true) == 1);   // 11 of 201
    }
    SECTION("of 1,000") {
        UnusableWatch watch;
        CHECK(add(watch, 950, false) == 0);
        CHECK(add(watch, 50, true) == 0);
        CHECK_FALSE(watch.suspended());
        CHECK(add(watch, 1, true) == 1);   // 51, and a good one has left
        CHECK(watch.suspended());
    }
}

TEST_CASE("the last 1,000 count") {
    UnusableWatch watch;
    CHECK(add(watch, 50, true) == 0);
    CHECK(add(watch, 149, false) == 0);
    CHECK(add(watch, 1, false) == 1);   // 50 of 200
    CHECK(add(watch, 799, false) == 0);
    CHECK(watch.suspended());           // 50 of 999
    CHECK(add(watch, 1, false) == 0);   // 50 of 1,000
    CHECK_FALSE(watch.suspended());

    CHECK(add(watch, 100'000, false) == 0);
    CHECK(add(watch, 50, true) == 0);
    CHECK_FALSE(watch.suspended());
    CHECK(add(watch, 1, true) == 1);
}

TEST_CASE("suspension ends, and may come again") {
    UnusableWatch watch;
    CHECK(add(watch, 1'000, true) == 1);
    CHECK(add(watch, 949, false) == 0);   // 51 are left
    CHECK(watch.suspended());
    CHECK(add(watch, 1, false) == 0);
    CHECK_FALSE(watch.suspended());
    CHECK(add(watch, 949, false) == 0);
    CHECK(add(watch, 51, true) == 1);
    CHECK(watch.suspended());
}

TEST_CASE("each site and consent cookie has a watch of its own, which stays") {
    UnusableWatches watches;
    UnusableWatch& first = watches.of("govuk", "cookies_policy");
    CHECK(add(first, 200, true) == 1);
    CHECK(&watches.of("govuk", "cookies_policy") == &first);
    CHECK(watches.of("govuk", "cookies_policy").suspended());
    CHECK_FALSE(watches.of("nhs", "cookies_policy").suspended());
    CHECK_FALSE(watches.of("govuk", "other").suspended());
    for (int i = 0; i < 1'000; ++i) {
        (void)watches.of("site" + std::to_string(i), "c");
    }
    CHECK(&watches.of("govuk", "cookies_policy") == &first);
}

TEST_CASE("a client address prefix counts once a minute") {
    struct Row {
        std::string first;
        std::string second;
        bool passes;
    };
    const std::vector<Row> rows{
        {"192.0.2.1", "192.0.2.1", false},
        {"192.0.2.1", "192.0.2.254", false},
        {"192.0.2.1", "192.0.3.1", true},
        {"192.0.2.1", "::ffff:192.0.2.9", false},
        {"2001:db8:1::1", "2001:db8:1::1", false},
        {"2001:db8:1::1", "2001:db8:1:ffff:1:2:3:4", false},
        {"2001:db8:1::1", "2001:0DB8:0001::2", false},
        {"2001:db8:1::1", "2001:db8:2::1", true},
        {"192.0.2.1", "2001:db8:1::1", true},
        // What is no address, a Unix socket's peer say, is one client.
        {"", "", false},
        {"unknown", "hidden", false},
        {"192.0.2.1", "", true},
    };
    for (const Row& row : rows) {
        CAPTURE(row.first, row.second);
        ClientGate gate;
        CHECK(gate.pass(nullptr, row.first, 100));
        CHECK(gate.pass(nullptr, row.second, 100) == row.passes);
        CHECK_FALSE(gate.pass(nullptr, row.first, 100));
        CHECK_FALSE(gate.pass(nullptr, row.second, 100));
        CHECK(gate.pass(nullptr, row.second, 101));
        CHECK(gate.pass(nullptr, row.first, 101) == row.passes);
        CHECK(gate.pass(nullptr, row.first, 99));   // the clock was set back
    }
}

TEST_CASE("a worker's first minute may be any") {
    for (const std::int64_t minute : {-1, 0, 1}) {
        CAPTURE(minute);
        ClientGate gate;
        CHECK(gate.pass(nullptr, "192.0.2.1", minute));
        CHECK_FALSE(gate.pass(nullptr, "192.0.2.1", minute));
    }
}

TEST_CASE("one prefix of many addresses is let through once") {
    ClientGate gate;
    int passed = 0;
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 256; ++i) {
            passed += gate.pass(nullptr, "192.0.2." + std::to_string(i), 100) ? 1 : 0;
        }
    }
    CHECK(passed == 1);
}

TEST_CASE("a prefix counts once a minute, whichever worker it came by") {
    UnusableWatch watch;
    for (int worker = 0; worker < 300; ++worker) {
        CHECK_FALSE(watch.add("192.0.2.1", 100, true));
    }
    CHECK_FALSE(watch.suspended());
    int suspensions = 0;
    for (int i = 1; i < 200; ++i) {
        suspensions += watch.add("198.51." + std::to_string(i) + ".1", 100, true) ? 1 : 0;
    }
    CHECK(suspensions == 1);
}

}   // namespace proxy

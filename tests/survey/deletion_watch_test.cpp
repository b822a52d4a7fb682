#include "survey/deletion_watch.hpp"

#include "tests/survey/fixture.hpp"

#include <catch2/catch.hpp>
#include <string_view>

using survey::DeletionWatch;
using survey::test::request_with;

namespace {

/// One visitor's exchanges, a letter each: `D` comes with the cookie and is answered with its
/// deletion, `c` comes with it, `-` is a page without it, `.` is no page and comes without it,
/// `d` is a deletion that answers a request without it.
void play(DeletionWatch& watch, std::string_view script, const std::string& client) {
    for (const char step : script) {
        const bool carried = step == 'D' || step == 'c';
        auto exchange = request_with(
            carried ? std::vector<std::string>{"_ga"} : std::vector<std::string>{"other"}, client);
        exchange.page = step != '.';
        if (step == 'D' || step == 'd') {
            exchange.deleted = {"_ga"};
        }
        watch.add(exchange);
    }
}

}   // namespace

TEST_CASE("deletions that never succeed") {
    struct Row {
        std::string_view script;
        bool failed;
    };
    const Row rows[] = {
        {"DDDD", true},                            // three came back
        {"DDD", false},                            // two did
        {"DcDcDc", true},    {"DcccccD", false},   // one deletion came back, however often
        {"D.D..DD.", true},                        // what is no page proves nothing
        {"DDDD-", false},                          // the last one worked after all
        {"D-DDDDDD", false},   // the first one worked: it is set anew by somebody
        {"-DDDD", true},       // before the first deletion
        {"DDDDd", false},      // a request without it, on a page
        {"cccc", false},       // never deleted
    };
    for (const Row& row : rows) {
        CAPTURE(row.script);
        DeletionWatch watch;
        play(watch, row.script, "192.0.2.1");
        CHECK(watch.failed().empty() == !row.failed);
    }
}

TEST_CASE("failed deletions are told by site and name, visitors counted") {
    DeletionWatch watch;
    play(watch, "DDDD", "192.0.2.2");
    play(watch, "DDDDD", "192.0.2.1");
    play(watch, "DD-DD", "192.0.2.3");
    play(watch, "DDDDDDDD", "");   // nobody knows whether they are one visitor
    auto elsewhere = request_with({"_ga"}, "192.0.2.1");
    elsewhere.site = "another";
    elsewhere.deleted = {"_ga"};
    watch.add(elsewhere);
    const auto failed = watch.failed();
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].site == "town");
    CHECK(failed[0].name == "_ga");
    CHECK(failed[0].visitors == 2);
    CHECK(failed[0].deletions == 9);
}

TEST_CASE("the watch is bounded, and says so") {
    DeletionWatch watch(2);
    play(watch, "DDDD", "192.0.2.1");
    play(watch, "DDDD", "192.0.2.2");
    CHECK_FALSE(watch.capped());
    play(watch, "DDDD", "192.0.2.3");
    CHECK(watch.capped());
    auto second = request_with({"_gid", "_ga"}, "192.0.2.1");
    second.deleted = {"_gid"};
    watch.add(second);
    REQUIRE(watch.failed().size() == 1);
    CHECK(watch.failed()[0].visitors == 2);
}

#include "survey/traffic.hpp"

#include "survey/timestamp.hpp"
#include "tests/survey/fixture.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using survey::Traffic;
using namespace survey::test;

TEST_CASE("traffic counts cookies by the name that may be shown") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    auto first = request_with({"_ga_ABCDE", "_ga_FGHIJ", "session12345", "cookies_policy", ""});
    first.time = survey::parse_moment("2026-01-02T10:00:00Z");
    auto second = response_with({"SID", "PHPSESSID"}, true);
    second.time = survey::parse_moment("2026-01-02T09:00:00Z");
    traffic.add(first);
    traffic.add(second);
    traffic.add(request_with({"SID", "session67890"}));

    const auto& cookies = traffic.cookies();
    CHECK(traffic.exchanges() == 3);
    CHECK(traffic.nameless() == 1);
    CHECK(traffic.first() == second.time);
    CHECK(traffic.last() == first.time);
    REQUIRE(cookies.size() == 5);
    CHECK(cookies.at("_ga_*").in_cookie == 2);
    CHECK(cookies.at("_ga_*").entry == registry->find("_ga_x"));
    CHECK(cookies.at("cookies_policy").listed());
    CHECK(cookies.at("PHPSESSID").listed());   // of a profile
    CHECK(cookies.at("session*").in_cookie == 2);
    CHECK_FALSE(cookies.at("session*").listed());
    CHECK_FALSE(cookies.at("session*").from_header());
    CHECK(cookies.at("SID").from_header());
    CHECK(cookies.at("SID").session);
    CHECK(cookies.at("SID").in_cookie == 1);
    CHECK(cookies.at("SID").in_set_cookie == 1);
    CHECK(cookies.at("SID").first == second.time);
    CHECK(cookies.at("SID").last == second.time);
}

TEST_CASE("unlisted names are bounded") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    const auto letters = [](std::size_t n) {
        return fmt::format("x{}{}{}", static_cast<char>('g' + n % 20),
                           static_cast<char>('g' + n / 20 % 20), static_cast<char>('g' + n / 400));
    };
    for (std::size_t n = 0; n < Traffic::max_unlisted + 7; ++n) {
        traffic.add(request_with({letters(n)}));
    }
    traffic.add(request_with({letters(0), "_ga"}));
    CHECK(traffic.cookies().size() == Traffic::max_unlisted + 2);
    CHECK(traffic.cookies().find(Traffic::other)->second.in_cookie == 7);
    CHECK(traffic.cookies().at(letters(0)).in_cookie == 2);
}

TEST_CASE("deletions are watched by the name that may be shown") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    for (int visit = 0; visit < 4; ++visit) {
        auto exchange = request_with({"_ga_ABCDE"});
        exchange.deleted = {"_ga_*"};
        traffic.add(exchange);
    }
    REQUIRE(traffic.deletions().failed().size() == 1);
    CHECK(traffic.deletions().failed()[0].name == "_ga_*");
}

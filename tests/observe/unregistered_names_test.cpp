#include "observe/unregistered_names.hpp"

#include "observe/recent_names.hpp"
#include "observe/unregistered_tally.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

using observe::UnregisteredNames;

namespace {

/// Different names that no mask makes equal: two letters each.
std::string name(std::size_t number) {
    return std::string{'n', static_cast<char>('g' + number / 20 % 20),
                       static_cast<char>('g' + number % 20)};
}

}   // namespace

TEST_CASE("a name is shown masked, each time from the same place") {
    UnregisteredNames names;
    const auto shown = names.find("id.123").name;
    CHECK(shown == "id.*");
    CHECK(names.find("id.98765").name.data() == shown.data());
    CHECK(names.find("").name.empty());
}

TEST_CASE("a name that is shown can be marked, once") {
    UnregisteredNames names;
    const auto shown = names.find("id.123").name;
    CHECK_FALSE(names.mark("never shown"));
    CHECK(names.mark(shown));
    CHECK_FALSE(names.mark(names.find("id.456").name));
    CHECK(names.mark(names.find("other").name));
}

TEST_CASE("a name keeps its place, at which it can be read") {
    UnregisteredNames names;
    const auto shown = names.find("id.123");
    CHECK(shown.place < UnregisteredNames::place_count - 1);
    CHECK(names.find("id.4567").place == shown.place);
    CHECK(names.at(shown.place) == "id.*");
    CHECK(names.find("").name.empty());
    CHECK(names.at(UnregisteredNames::place_count - 1) == "(other)");
    std::size_t named = 0;
    for (std::size_t place = 0; place + 1 < UnregisteredNames::place_count; ++place) {
        named += names.at(place).empty() ? 0U : 1U;
    }
    CHECK(named == 1);
}

TEST_CASE("names met lately have the answer of all names") {
    UnregisteredNames names;
    observe::RecentNames recent(names);
    for (int round = 0; round < 2; ++round) {
        for (std::size_t number = 0; number < 400; ++number) {
            const auto expected = names.find(name(number));
            const auto shown = recent.find(name(number));
            REQUIRE(shown.name == expected.name);
            REQUIRE(shown.place == expected.place);
        }
    }
    const std::string longest(300, 'q');
    CHECK(recent.find(longest).name == names.find(longest).name);
    CHECK(recent.find("").name.empty());
}

TEST_CASE("a tally counts by place and remembers the last time") {
    using namespace std::chrono_literals;
    const std::chrono::system_clock::time_point now{1'700'000'000s};
    observe::UnregisteredTally tally;
    CHECK(tally.seen(0).count == 0);
    tally.add(3, now);
    tally.add(3, now + 5s);
    tally.add(UnregisteredNames::place_count - 1, now);
    CHECK(tally.seen(3).count == 2);
    CHECK(tally.seen(3).last == now + 5s);
    CHECK(tally.seen(UnregisteredNames::place_count - 1).count == 1);
    CHECK(tally.seen(4).count == 0);
}

TEST_CASE("past 200 names all others are one") {
    UnregisteredNames names;
    for (std::size_t number = 0; number < UnregisteredNames::max_names; ++number) {
        REQUIRE(names.find(name(number)).name == name(number));
    }
    CHECK(names.find(name(200)).name == "(other)");
    CHECK(names.find(name(399)).name == "(other)");
    CHECK(names.find(name(0)).name == name(0));
    CHECK(names.find(name(199)).name == name(199));
}

TEST_CASE("many threads together show no more than 200 names") {
    constexpr std::size_t thread_count = 4;
    UnregisteredNames names;
    std::vector<std::set<std::string_view>> shown(thread_count);
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < thread_count; ++thread) {
        threads.emplace_back([&, thread] {
            for (std::size_t number = 0; number < 400; ++number) {
                // Every thread in another order, so that they meet at the same names.
                const auto text = names.find(name((number * 7 + thread * 13) % 400)).name;
                if (text != UnregisteredNames::other) {
                    shown[thread].insert(text);
                }
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    std::set<std::string_view> all;
    std::set<const void*> places;
    for (const auto& some : shown) {
        all.insert(some.begin(), some.end());
        for (const auto text : some) {
            places.insert(text.data());
        }
    }
    CHECK(all.size() == UnregisteredNames::max_names);
    CHECK(places.size() == all.size());
}

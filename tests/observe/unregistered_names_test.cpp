#include "observe/unregistered_names.hpp"

#include <catch2/catch.hpp>
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
    const auto shown = names.show("id.123");
    CHECK(shown == "id.*");
    CHECK(names.show("id.98765").data() == shown.data());
    CHECK(names.show("").empty());
}

TEST_CASE("a name that is shown can be marked, once") {
    UnregisteredNames names;
    const auto shown = names.show("id.123");
    CHECK_FALSE(names.mark("never shown"));
    CHECK(names.mark(shown));
    CHECK_FALSE(names.mark(names.show("id.456")));
    CHECK(names.mark(names.show("other")));
}

TEST_CASE("past 200 names all others are one") {
    UnregisteredNames names;
    for (std::size_t number = 0; number < UnregisteredNames::max_names; ++number) {
        REQUIRE(names.show(name(number)) == name(number));
    }
    CHECK(names.show(name(200)) == "(other)");
    CHECK(names.show(name(399)) == "(other)");
    CHECK(names.show(name(0)) == name(0));
    CHECK(names.show(name(199)) == name(199));
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
                const auto text = names.show(name((number * 7 + thread * 13) % 400));
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

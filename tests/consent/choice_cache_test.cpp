#include "consent/choice_cache.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace consent {
namespace {

/// Reads `yes` as a choice that grants category 1, anything else as unusable; counts its calls.
struct CountingReader {
    int calls = 0;

    std::optional<Choice> operator()(std::string_view value) {
        ++calls;
        if (value.substr(0, 3) != "yes") {
            return std::nullopt;
        }
        Choice choice;
        choice.granted.insert(1);
        return choice;
    }
};

}   // namespace

TEST_CASE("a value is read once, an unusable one too") {
    ChoiceCache cache;
    CountingReader read;
    for (int round = 0; round < 3; ++round) {
        const auto yes = cache.get("yes", read);
        REQUIRE(yes);
        CHECK(yes->granted.contains(1));
        CHECK_FALSE(cache.get("no", read));
        CHECK_FALSE(cache.get("", read));
    }
    CHECK(read.calls == 3);
}

TEST_CASE("a stream of ever new values is read right, and a known one comes back") {
    ChoiceCache cache;
    CountingReader read;
    for (int value = 0; value < 20'000; ++value) {
        const bool good = value % 2 == 0;
        const std::string text = (good ? "yes" : "no") + std::to_string(value);
        REQUIRE(cache.get(text, read).has_value() == good);
        REQUIRE(cache.get(text, read).has_value() == good);
    }
    CHECK(read.calls == 20'000);
    CHECK(cache.get("yes", read).has_value());
}

TEST_CASE("a long value is read each time") {
    ChoiceCache cache;
    CountingReader read;
    const std::string value = "yes" + std::string(2'000, 'x');
    CHECK(cache.get(value, read).has_value());
    CHECK(cache.get(value, read).has_value());
    CHECK(read.calls == 2);
}

}   // namespace consent

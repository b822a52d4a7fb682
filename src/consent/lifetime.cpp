#include "consent/lifetime.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace consent {
namespace {

constexpr std::chrono::seconds year = std::chrono::days{365};
constexpr std::chrono::seconds longest = 10'000 * year;

struct Unit {
    std::string_view name;
    std::chrono::seconds length;
};

constexpr std::array<Unit, 7> units{{
    {"second", std::chrono::seconds{1}},
    {"minute", std::chrono::minutes{1}},
    {"hour", std::chrono::hours{1}},
    {"day", std::chrono::days{1}},
    {"week", std::chrono::weeks{1}},
    {"month", std::chrono::days{30}},
    {"year", year},
}};

const Unit* find_unit(std::string_view word) {
    const auto unit = std::ranges::find_if(units, [word](const Unit& candidate) {
        const auto size = candidate.name.size();
        return bytes::iequals(word.substr(0, size), candidate.name) &&
               (word.size() == size || bytes::iequals(word.substr(size), "s"));
    });
    return unit == units.end() ? nullptr : &*unit;
}

}   // namespace

std::optional<Lifetime> parse_lifetime(std::string_view text) {
    if (bytes::iequals(text, "session") || bytes::iequals(text, "when the browser is closed")) {
        return Lifetime{.session = true};
    }
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
    const auto word = rest.find_first_not_of(' ');
    if (error != std::errc{} || count < 1 || word == 0 || word == std::string_view::npos) {
        return std::nullopt;
    }
    const Unit* unit = find_unit(rest.substr(word));
    if (unit == nullptr || count > longest / unit->length) {
        return std::nullopt;
    }
    return Lifetime{.session = false, .duration = count * unit->length};
}

}   // namespace consent

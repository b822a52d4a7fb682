#pragma once

#include "observe/unregistered_names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace observe {

/// What UnregisteredNames said of the names that one worker met last, so that a visitor who brings
/// the same ones with each request has them masked once. Of fixed size; for one thread.
class RecentNames {
public:
    /// `names` outlives it.
    explicit RecentNames(UnregisteredNames& names) : names_(names) {}

    /// As UnregisteredNames::find.
    [[nodiscard]] UnregisteredNames::Shown find(std::string_view name) {
        if (name.empty() || name.size() > longest) {
            return names_.find(name);
        }
        Place& place = places_[index(name)];
        if (std::string_view(place.name.data(), place.size) != name) [[unlikely]] {
            // What may yet get a place of its own is asked for again.
            const UnregisteredNames::Shown shown = names_.find(name);
            if (shown.name == UnregisteredNames::other) {
                return shown;
            }
            std::copy(name.begin(), name.end(), place.name.begin());
            place.size = static_cast<std::uint8_t>(name.size());
            place.shown = shown;
        }
        return place.shown;
    }

    /// As UnregisteredNames::mark.
    [[nodiscard]] bool mark(std::string_view shown) { return names_.mark(shown); }

private:
    static constexpr std::size_t longest = 40;
    static constexpr std::size_t place_count = 64;

    struct Place {
        std::array<char, longest> name{};
        std::uint8_t size = 0;
        UnregisteredNames::Shown shown;
    };

    static std::size_t index(std::string_view name) {
        const auto byte = [name](std::size_t at) { return static_cast<unsigned char>(name[at]); };
        return (name.size() * 7 + byte(0) * 5U + byte(name.size() / 2) * 3U +
                byte(name.size() - 1)) %
               place_count;
    }

    UnregisteredNames& names_;
    std::array<Place, place_count> places_{};
};

}   // namespace observe

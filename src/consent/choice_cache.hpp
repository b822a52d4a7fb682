#pragma once

#include "bytes/hash.hpp"
#include "consent/choice.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consent {

/// What the consent cookie values that came lately say, unusable ones too, so that each is parsed
/// once. For one registry and one thread. Bounded: a value that is not among the last two of its
/// place costs one parse and takes the place of the older, whatever else comes; values over 1 KiB
/// are not kept.
class ChoiceCache {
public:
    /// The choice that `read(value)` gives, or gave when these bytes were seen before.
    template <class Read>
    [[nodiscard]] std::optional<Choice> get(std::string_view value, Read&& read) {
        if (value.size() > longest) {
            return read(value);
        }
        if (places_.empty()) {
            places_.resize(place_count);
        }
        Place& place = places_[bytes::hash(value) % place_count];
        for (Known& known : place.known) {
            if (known.used && known.value == value) {
                return known.choice;
            }
        }
        Known& known = place.known[place.next];
        place.next ^= 1U;
        known.choice = read(value);
        known.value.assign(value);
        known.used = true;
        return known.choice;
    }

private:
    static constexpr std::size_t longest = 1024;
    static constexpr std::size_t place_count = 128;

    struct Known {
        std::string value;
        std::optional<Choice> choice;
        bool used = false;
    };
    struct Place {
        Known known[2];
        unsigned next = 0;
    };

    std::vector<Place> places_;
};

}   // namespace consent

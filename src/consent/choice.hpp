#pragma once

#include "consent/category.hpp"

#include <cstddef>

namespace consent {

/// The longest consent cookie value that is read, in bytes; a longer one is unusable.
inline constexpr std::size_t max_consent_value = 4096;

/// What one consent cookie says. A category in neither set was not named.
struct Choice {
    CategorySet granted;   ///< named, and each time with the format's exact word for yes
    CategorySet refused;   ///< named with anything else, or absent from a list of what is granted
    bool undecided = false;   ///< it says itself that the visitor has not (wholly) chosen yet

    friend bool operator==(const Choice&, const Choice&) = default;
};

}   // namespace consent

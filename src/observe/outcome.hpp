#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace observe {

/// What became of one cookie: as decided, or, in report mode, what would have become of it.
enum class Outcome : std::uint8_t { pass, strip, would_strip };
inline constexpr std::size_t outcome_count = 3;

/// `pass`, `strip` or `would-strip`.
[[nodiscard]] constexpr std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::strip:
            return "strip";
        case Outcome::would_strip:
            return "would-strip";
        case Outcome::pass:
            break;
    }
    return "pass";
}

}   // namespace observe

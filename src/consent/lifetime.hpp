#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace consent {

/// How long a cookie lives, as a registry or a published cookie page says it.
struct Lifetime {
    bool session = false;   ///< ends with the browser session; `duration` is 0 then
    std::chrono::seconds duration{0};

    friend bool operator==(const Lifetime&, const Lifetime&) = default;
};

/// Reads a lifetime in words, in any case:
///
///     lifetime = "session" / "when the browser is closed" / count 1*SP unit
///     count    = 1*DIGIT                       ; at least 1
///     unit     = ("second" / "minute" / "hour" / "day" / "week" / "month" / "year") ["s"]
///
/// A month is 30 days, a year 365. Nothing for any other text or past 10,000 years.
[[nodiscard]] std::optional<Lifetime> parse_lifetime(std::string_view text);

}   // namespace consent

#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace consent {

/// Reads a cookie date by RFC 6265bis section 5.1.1: tokens in any order between delimiters; the
/// first that fit are time, day of month, month and year. Nothing when one is missing or out of
/// range (a year before 1601, 31 February, ...). Years past what the clock holds are cut to it.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_cookie_date(std::string_view text);

}   // namespace consent

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace config {

/// The candidate nearest to what was written, by the slips of the pen between them (one byte too
/// many, missing or wrong, two swapped), without case and with `-` read as `_`; empty when none is
/// near: a third of its length, at least 1, or begun with what was written, at least 3 bytes.
[[nodiscard]] std::string_view nearest(std::string_view written,
                                       std::span<const std::string_view> candidates);

/// ` (did you mean "NEAREST"?)`, or nothing.
[[nodiscard]] std::string suggestion(std::string_view written,
                                     std::span<const std::string_view> candidates);

/// `a, b or c`.
[[nodiscard]] std::string one_of(std::span<const std::string_view> candidates);

}   // namespace config

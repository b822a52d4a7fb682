#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace receipts {

using Time = std::chrono::system_clock::time_point;

/// `2026-11-22T04:00:00.123Z`: its texts sort as the times do, for years from 0000 to 9999.
[[nodiscard]] std::string to_text(Time time);

/// Reads exactly that form.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);

}   // namespace receipts

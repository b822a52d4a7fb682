#pragma once

#include <chrono>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace admin {

template <class... Arguments>
void put(fmt::memory_buffer& out, fmt::format_string<Arguments...> format,
         Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Arguments>(arguments)...);
}

/// As text or the value of an attribute in quotes may hold it.
[[nodiscard]] std::string html(std::string_view text);

/// A segment of a path: whatever else a path or an attribute gives a meaning is percent-encoded.
[[nodiscard]] std::string path_segment(std::string_view text);

/// `2026-02-23T09:30:00Z`.
[[nodiscard]] std::string iso_time(std::chrono::system_clock::time_point time);

/// The time for people, UTC, as an HTML element: `23 Feb 2026, 09:30:00`.
[[nodiscard]] std::string time_element(std::chrono::system_clock::time_point time);

/// The two largest units: `3 days 4 hours`, `12 seconds`. Below zero counts as zero.
[[nodiscard]] std::string duration_text(std::chrono::system_clock::duration duration);

/// With thousands set off: `1,234,567`.
[[nodiscard]] std::string number_text(std::uint64_t number);

}   // namespace admin

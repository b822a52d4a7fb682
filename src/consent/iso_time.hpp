#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

namespace consent {

/// A time as RFC 3339 has it, in UTC to the millisecond: `2026-02-23T09:30:00.007Z`.
using IsoTime = std::array<char, 24>;

/// Writes the last `digits` decimal digits of a number, with zeros in front.
inline void put_digits(char* at, unsigned value, int digits) {
    for (int digit = digits; digit-- > 0; value /= 10) {
        at[digit] = static_cast<char>('0' + value % 10);
    }
}

/// Writes all but the milliseconds. Years from 0000 to 9999.
void put_second(IsoTime& text, std::chrono::sys_seconds second);

/// Writes the milliseconds, cut off, of a time in that second.
inline void put_milliseconds(IsoTime& text, std::chrono::system_clock::duration past_second) {
    const auto rest = std::chrono::floor<std::chrono::milliseconds>(past_second);
    put_digits(text.data() + 20, static_cast<unsigned>(rest.count()), 3);
}

/// The whole of it, as JavaScript's toISOString has it too.
[[nodiscard]] std::string iso_time(std::chrono::system_clock::time_point time);

}   // namespace consent

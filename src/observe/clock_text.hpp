#pragma once

#include "consent/iso_time.hpp"

#include <array>
#include <chrono>
#include <string_view>

namespace observe {

/// Writes times as RFC 3339 has them, UTC with milliseconds: `2026-02-23T09:30:00.007Z`. Keeps the
/// text of the last second, as a log asks for the same one many times. Not for two threads.
class ClockText {
public:
    /// Lives until the next call. Years from 0000 to 9999.
    std::string_view format(std::chrono::system_clock::time_point time);

    /// As the Common Log Format has it, UTC: `23/Feb/2026:09:30:00 +0000`. Lives until the next
    /// call.
    std::string_view format_common(std::chrono::system_clock::time_point time);

private:
    std::array<char, 26> common_{};
    std::chrono::sys_seconds common_second_ = std::chrono::sys_seconds::min();
    consent::IsoTime text_{};
    std::chrono::sys_seconds second_ = std::chrono::sys_seconds::min();
};

}   // namespace observe

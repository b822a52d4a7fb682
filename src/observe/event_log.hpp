#pragma once

#include "observe/line_format.hpp"

#include <memory>
#include <spdlog/logger.h>

namespace observe {

/// A logger for events (starts, reloads, faults), safe for any thread; its level may be changed
/// while it runs (`set_level`). Access lines do not go through it. Each event is one line, whatever
/// its message holds: `TIME LEVEL MESSAGE`, or JSON with the keys time, level and message.
/// Without a sink it writes to standard error.
[[nodiscard]] std::shared_ptr<spdlog::logger> make_event_log(LineFormat format,
                                                             spdlog::level::level_enum level,
                                                             spdlog::sink_ptr sink = nullptr);

}   // namespace observe

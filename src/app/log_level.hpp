#pragma once

#include "config/settings.hpp"

#include <spdlog/common.h>

namespace app {

/// The level of the event log for what the configuration says.
[[nodiscard]] inline spdlog::level::level_enum spdlog_level(config::LogLevel level) {
    switch (level) {
        case config::LogLevel::trace:
            return spdlog::level::trace;
        case config::LogLevel::debug:
            return spdlog::level::debug;
        case config::LogLevel::warning:
            return spdlog::level::warn;
        case config::LogLevel::error:
            return spdlog::level::err;
        case config::LogLevel::info:
            break;
    }
    return spdlog::level::info;
}

}   // namespace app

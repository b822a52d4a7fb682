#pragma once

#include <cstdint>

namespace observe {

/// How log lines are written: for people, or one JSON object a line.
enum class LineFormat : std::uint8_t { text, json };

}   // namespace observe

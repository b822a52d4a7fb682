#pragma once

#include <cstdint>

namespace observe {

/// How log lines are written: for people, one JSON object a line, or, of access lines alone, the
/// Common Log Format of NCSA httpd.
enum class LineFormat : std::uint8_t { text, json, common };

}   // namespace observe

#pragma once

#include "config/values.hpp"
#include "consent/lifetime.hpp"

#include <optional>

namespace config {

/// Reads a lifetime in the words of consent::parse_lifetime, and warns of one over 400 days, which
/// browsers cut to that (RFC 6265bis section 5.5).
[[nodiscard]] std::optional<consent::Lifetime> read_lifetime(const Value& value, Report& report);

}   // namespace config

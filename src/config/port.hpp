#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace config {

/// Reads a port in plain decimal digits, from 0 to 65535; nothing for any other text.
[[nodiscard]] std::optional<std::uint16_t> parse_port(std::string_view text);

}   // namespace config

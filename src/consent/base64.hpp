#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace consent {

/// The two alphabets of RFC 4648, sections 4 and 5.
enum class Base64 : std::uint8_t { standard, url };

/// With padding or without. Nothing where a byte is not of the alphabet, or the length cannot be.
/// Bits behind the last whole byte are not looked at.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text, Base64 alphabet);

/// With padding in the standard alphabet, without in the other.
[[nodiscard]] std::string base64_encode(std::string_view text, Base64 alphabet);

}   // namespace consent

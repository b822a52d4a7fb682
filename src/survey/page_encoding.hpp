#pragma once

#include <string>
#include <string_view>

namespace survey {

/// A page as UTF-8, without a byte order mark and with `\n` alone at the ends of lines. Text that
/// is neither UTF-8 nor marked as UTF-16 is taken for Windows-1252, as browsers do; what has no
/// meaning there becomes U+FFFD.
[[nodiscard]] std::string to_utf8(std::string_view text);

}   // namespace survey

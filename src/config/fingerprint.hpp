#pragma once

#include <string>
#include <string_view>

namespace config {

/// The SHA-256 of the text, in lower-case hex: says which version of a file was in force.
[[nodiscard]] std::string fingerprint(std::string_view text);

}   // namespace config

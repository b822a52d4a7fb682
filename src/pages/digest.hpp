#pragma once

#include <string>
#include <string_view>

namespace pages {

/// The first 16 hex digits of the content's SHA-256: enough to tell versions of a file apart.
[[nodiscard]] std::string digest(std::string_view content);

}   // namespace pages

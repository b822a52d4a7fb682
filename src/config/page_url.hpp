#pragma once

#include "config/values.hpp"

#include <optional>
#include <string>

namespace config {

/// Where a link may lead: a path that begins with one `/`, or an http(s) URL; of visible ASCII
/// without `"`, `<`, `>` and `\`.
[[nodiscard]] std::optional<std::string> read_page_url(const Value& value, Report& report);

}   // namespace config

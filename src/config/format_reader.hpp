#pragma once

#include "config/values.hpp"
#include "consent/format_data.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace config {

/// The built-in format of this name, or nothing. A broken one is a broken build: std::logic_error.
[[nodiscard]] std::optional<consent::FormatData> find_format(std::string_view name);

[[nodiscard]] std::vector<std::string_view> format_names();

/// `consent.format`: the name of a built-in, or a mapping. A mapping begins with what `base` names,
/// else with raw JSON objects.
[[nodiscard]] std::optional<consent::FormatData> read_format(const Value& value, Report& report);

}   // namespace config

#pragma once

#include "config/tree_builder.hpp"

#include <string_view>

namespace config {

/// Feeds a YAML document to the builder. False when its syntax is broken or what is in it cannot
/// be used, which is reported. The text is UTF-8 without control bytes.
[[nodiscard]] bool read_yaml(std::string_view text, TreeBuilder& builder, Report& report);

}   // namespace config

#pragma once

#include "config/tree_builder.hpp"

#include <string_view>

namespace config {

/// Feeds a JSON document (RFC 8259, no comments) to the builder. False when its syntax is broken
/// or what is in it cannot be used, which is reported.
[[nodiscard]] bool read_json(std::string_view text, TreeBuilder& builder, Report& report);

}   // namespace config

#pragma once

#include "config/binder.hpp"

#include <string_view>
#include <vector>

namespace config {

/// All keys of one mapping of a file format, and where its JSON Schema describes it.
struct MappingShape {
    std::string_view schema;    ///< `registry`, `proxy` or `profile`
    std::string_view pointer;   ///< a JSON pointer into config/schema/SCHEMA.schema.json
    std::vector<KeyShape> keys;
};

/// Everything that the readers know: what the schemas are held against.
[[nodiscard]] std::vector<MappingShape> mapping_shapes();

}   // namespace config

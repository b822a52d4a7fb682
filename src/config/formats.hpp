#pragma once

#include <span>
#include <string_view>

namespace config {

/// One built-in consent format, compiled in from config/formats/NAME.yaml.
struct FormatText {
    std::string_view name;
    std::string_view yaml;   ///< the file's text
};

/// All of them, by name. The array is generated at build time.
[[nodiscard]] std::span<const FormatText> format_texts();

}   // namespace config

#pragma once

#include <span>
#include <string_view>

namespace config {

/// What the proxy's own pages say in one language, compiled in from config/texts/TAG.yaml.
struct PageTextFile {
    std::string_view name;   ///< the language's tag
    std::string_view yaml;   ///< the file's text
};

/// All of them, by tag. The array is generated at build time.
[[nodiscard]] std::span<const PageTextFile> page_text_files();

}   // namespace config

#pragma once

#include <span>
#include <string_view>

namespace pages {

/// A file of src/pages/assets, compiled in.
struct AssetFile {
    std::string_view name;
    std::string_view text;
};

/// All of them, by name. The array is generated at build time.
[[nodiscard]] std::span<const AssetFile> asset_files();

}   // namespace pages

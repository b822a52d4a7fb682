#pragma once

#include <span>
#include <string_view>

namespace admin {

/// A file of `assets`, compiled in.
struct AssetFile {
    std::string_view name;
    std::string_view text;
};

[[nodiscard]] std::span<const AssetFile> asset_files();

}   // namespace admin

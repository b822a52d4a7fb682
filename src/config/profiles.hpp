#pragma once

#include <span>
#include <string_view>

namespace config {

/// One named list of framework cookies, compiled in from config/profiles/NAME.yaml.
struct Profile {
    std::string_view name;
    std::string_view yaml;   ///< the file's text
};

/// All of them, by name. The array is generated at build time.
[[nodiscard]] std::span<const Profile> profiles();

}   // namespace config

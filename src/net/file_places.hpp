#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace net {

/// Directories, and the names in each that somebody cares for.
using Places = std::map<std::filesystem::path, std::set<std::string>>;

/// Adds every directory in which a name decides what the path leads to: where a symbolic link on
/// the way lies, and where the file itself does. Of a path that leads nowhere, the last directory
/// that there is.
void add_places(const std::filesystem::path& file, Places& places);

}   // namespace net

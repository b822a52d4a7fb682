#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace app {

/// The cgroup (version 2) that /proc/self/cgroup names, relative to the root of the hierarchy;
/// empty for the root itself and where there is none.
[[nodiscard]] std::filesystem::path own_cgroup();

/// What one line of a cgroup's file says; nothing where it sets no bound.
using ReadBound = std::optional<std::uint64_t> (*)(std::string_view text);

/// The tightest bound that the file of this name sets in the cgroup and in those above it; nothing
/// without one. `root` is where the hierarchy is mounted.
[[nodiscard]] std::optional<std::uint64_t> tightest_bound(const std::filesystem::path& root,
                                                          const std::filesystem::path& own_cgroup,
                                                          std::string_view file, ReadBound read);

/// A number above 0 at the start of the text, up to a blank, a newline or the end.
[[nodiscard]] std::optional<std::uint64_t> read_count(std::string_view text);

}   // namespace app

#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace app {

/// The CPUs that a cgroup's `cpu.max` allows, rounded up; nothing for `max` or other text.
///
///     cpu.max = ( quota / "max" ) SP period
[[nodiscard]] std::optional<unsigned> parse_cpu_max(std::string_view text);

/// The tightest CPU quota of the cgroup (version 2) that /proc/self/cgroup names and of those
/// above it; nothing without one. `root` is where the hierarchy is mounted.
[[nodiscard]] std::optional<unsigned> cgroup_cpus(const std::filesystem::path& root,
                                                  const std::filesystem::path& own_cgroup);

/// What `workers: auto` means here: the least of the CPUs that the process may run on, the
/// cgroup's quota rounded up, and 16; at least 1.
[[nodiscard]] unsigned automatic_workers();

}   // namespace app

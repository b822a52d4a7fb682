#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace app {

/// The CPUs that a cgroup's `cpu.max` allows, rounded up; nothing for `max` or other text.
///
///     cpu.max = ( quota / "max" ) SP period
[[nodiscard]] std::optional<std::uint64_t> read_cpu_max(std::string_view text);

/// What `workers: auto` means here: the least of the CPUs that the process may run on, the
/// cgroup's quota rounded up, and 16; at least 1.
[[nodiscard]] unsigned automatic_workers();

}   // namespace app

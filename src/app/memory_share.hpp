#pragma once

#include <cstddef>

namespace app {

/// What `limits.buffered_bytes` is unless told: 256 MiB or a quarter of what the cgroup may have,
/// whichever is less.
[[nodiscard]] std::size_t automatic_buffered_bytes();

}   // namespace app

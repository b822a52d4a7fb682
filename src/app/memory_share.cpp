#include "app/memory_share.hpp"

#include "app/cgroup.hpp"

#include <algorithm>

namespace app {

std::size_t automatic_buffered_bytes() {
    constexpr std::uint64_t most = 256 * 1024 * 1024;
    const auto memory = tightest_bound("/sys/fs/cgroup", own_cgroup(), "memory.max", read_count);
    return std::min(most, memory.value_or(most * 4) / 4);
}

}   // namespace app

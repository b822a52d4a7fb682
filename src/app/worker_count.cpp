#include "app/worker_count.hpp"

#include "app/cgroup.hpp"

#include <algorithm>
#include <sched.h>

namespace app {
namespace {

constexpr std::uint64_t most_workers = 16;

std::uint64_t affinity_cpus() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    return static_cast<std::uint64_t>(std::max(CPU_COUNT(&set), 1));
}

}   // namespace

std::optional<std::uint64_t> read_cpu_max(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == text.npos) {
        return std::nullopt;
    }
    const auto quota = read_count(text.substr(0, space));
    const auto period = read_count(text.substr(space + 1));
    if (!quota || !period) {
        return std::nullopt;
    }
    return *quota / *period + (*quota % *period == 0 ? 0 : 1);
}

unsigned automatic_workers() {
    const auto quota = tightest_bound("/sys/fs/cgroup", own_cgroup(), "cpu.max", read_cpu_max);
    const std::uint64_t cpus = std::min(affinity_cpus(), most_workers);
    return static_cast<unsigned>(std::max<std::uint64_t>(std::min(cpus, quota.value_or(cpus)), 1));
}

}   // namespace app

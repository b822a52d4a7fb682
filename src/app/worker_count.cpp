#include "app/worker_count.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <sched.h>
#include <string>

namespace app {
namespace {

constexpr unsigned most_workers = 16;

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && number > 0 ? std::optional{number} : std::nullopt;
}

unsigned affinity_cpus() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    return static_cast<unsigned>(std::max(CPU_COUNT(&set), 1));
}

// The line "0::/path" is the one of version 2.
std::filesystem::path own_cgroup() {
    const std::string text = read_file("/proc/self/cgroup");
    const std::size_t begin = text.find("0::/");
    if (begin == text.npos) {
        return {};
    }
    const std::size_t path = begin + 4;
    return text.substr(path, text.find('\n', path) - path);
}

}   // namespace

std::optional<unsigned> parse_cpu_max(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == text.npos) {
        return std::nullopt;
    }
    const auto quota = parse_number(text.substr(0, space));
    const auto period = parse_number(text.substr(space + 1));
    if (!quota || !period) {
        return std::nullopt;
    }
    const std::uint64_t cpus = (*quota + *period - 1) / *period;
    return static_cast<unsigned>(std::min<std::uint64_t>(cpus, most_workers));
}

std::optional<unsigned> cgroup_cpus(const std::filesystem::path& root,
                                    const std::filesystem::path& own) {
    std::optional<unsigned> least;
    std::filesystem::path group = own;
    for (;;) {
        if (const auto cpus = parse_cpu_max(read_file(root / group / "cpu.max"))) {
            least = std::min(least.value_or(*cpus), *cpus);
        }
        if (group.empty()) {
            return least;
        }
        group = group.parent_path();
    }
}

unsigned automatic_workers() {
    const unsigned cpus = std::min(affinity_cpus(), most_workers);
    return std::max(std::min(cpus, cgroup_cpus("/sys/fs/cgroup", own_cgroup()).value_or(cpus)), 1U);
}

}   // namespace app

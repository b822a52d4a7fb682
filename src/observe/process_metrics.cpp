#include "observe/process_metrics.hpp"

#include "observe/metric_table.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>

namespace observe {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

struct Usage {
    double cpu_seconds = 0;
    double virtual_bytes = 0;
    double resident_bytes = 0;
};

/// The name of the program, in parentheses, may hold anything, so counting begins behind it.
std::optional<Usage> read_usage() {
    std::ifstream file("/proc/self/stat");
    std::string text;
    if (!std::getline(file, text) || text.rfind(')') == std::string::npos) {
        return std::nullopt;
    }
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    const std::vector<std::string> words{std::istream_iterator<std::string>(fields), {}};
    constexpr std::size_t utime = 11;   // the 14th field of all; state, the 3rd, is the first here
    constexpr std::size_t vsize = 20;
    if (words.size() < vsize + 2) {
        return std::nullopt;
    }
    const double ticks = std::stod(words[utime]) + std::stod(words[utime + 1]);
    return Usage{.cpu_seconds = ticks / static_cast<double>(::sysconf(_SC_CLK_TCK)),
                 .virtual_bytes = std::stod(words[vsize]),
                 .resident_bytes =
                     std::stod(words[vsize + 1]) * static_cast<double>(::sysconf(_SC_PAGESIZE))};
}

/// Without the one that it takes to count them.
std::optional<double> count_descriptors() {
    std::error_code error;
    const std::filesystem::directory_iterator folder("/proc/self/fd", error);
    if (error) {
        return std::nullopt;
    }
    return static_cast<double>(std::distance(begin(folder), end(folder)) - 1);
}

}   // namespace

std::vector<MetricFamily> process_families() {
    std::vector<MetricFamily> families;
    if (const auto usage = read_usage()) {
        families.push_back(single_family("process_cpu_seconds_total",
                                         "User and system processor time, in seconds.",
                                         MetricType::Counter, usage->cpu_seconds));
        families.push_back(single_family("process_resident_memory_bytes", "Resident memory.",
                                         MetricType::Gauge, usage->resident_bytes));
        families.push_back(single_family("process_virtual_memory_bytes", "Virtual memory.",
                                         MetricType::Gauge, usage->virtual_bytes));
    }
    if (const auto descriptors = count_descriptors()) {
        families.push_back(single_family("process_open_fds", "Open file descriptors.",
                                         MetricType::Gauge, *descriptors));
    }
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        families.push_back(single_family("process_max_fds", "The most descriptors it may open.",
                                         MetricType::Gauge, static_cast<double>(limit.rlim_cur)));
    }
    return families;
}

}   // namespace observe

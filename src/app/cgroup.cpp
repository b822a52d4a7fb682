#include "app/cgroup.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>

namespace app {
namespace {

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}   // namespace

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

std::optional<std::uint64_t> read_count(std::string_view text) {
    text = text.substr(0, text.find_first_of(" \n"));
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && number > 0 ? std::optional{number} : std::nullopt;
}

std::optional<std::uint64_t> tightest_bound(const std::filesystem::path& root,
                                            const std::filesystem::path& own_cgroup,
                                            std::string_view file, ReadBound read) {
    std::optional<std::uint64_t> least;
    std::filesystem::path group = own_cgroup;
    for (;;) {
        if (const auto bound = read(read_file(root / group / file))) {
            least = std::min(least.value_or(*bound), *bound);
        }
        if (group.empty()) {
            return least;
        }
        group = group.parent_path();
    }
}

}   // namespace app

#pragma once

#include "observe/counter.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace observe {

/// What an access line may say of an exchange that did not end well; docs/metrics.md has their
/// meanings. Those that Envoy has mean here what they mean there.
inline constexpr std::array<std::string_view, 15> response_flags = {
    "DC", "DL", "DPE", "DT", "IE", "LD", "NR", "OM", "SI", "UC", "UF", "UH", "UO", "UPE", "UT"};

[[nodiscard]] constexpr bool is_response_flag(std::string_view flag) {
    return std::find(response_flags.begin(), response_flags.end(), flag) != response_flags.end();
}

/// How many exchanges ended with each flag. One thread writes, any may read.
class FlagCounters {
public:
    /// One of `response_flags`.
    void add(std::string_view flag) {
        const auto found = std::find(response_flags.begin(), response_flags.end(), flag);
        counters_[static_cast<std::size_t>(found - response_flags.begin())].add();
    }
    /// By the index in `response_flags`.
    [[nodiscard]] std::uint64_t value(std::size_t flag) const { return counters_[flag].value(); }

private:
    std::array<Counter, response_flags.size()> counters_;
};

}   // namespace observe

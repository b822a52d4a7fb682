#pragma once

#include "survey/host_filter.hpp"
#include "survey/traffic.hpp"

#include <cstdint>
#include <istream>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace survey {

/// Which lines of a log count.
struct LogFilter {
    HostFilter hosts;
    std::string site;   ///< empty: all
};

/// What a log held.
struct LogCount {
    std::uint64_t lines = 0;          ///< that are not blank
    std::uint64_t access_lines = 0;   ///< among them, of all sites and hosts
    std::uint64_t anonymous = 0;      ///< access lines without a client
    std::uint64_t dark = 0;           ///< access lines that do not say what passed
    std::set<std::string> sites;
};

/// Reads one line of the proxy's JSON access log; nothing for any other line.
[[nodiscard]] std::optional<Exchange> read_access_line(std::string_view line);

/// Adds the access lines that `filter` lets through to `traffic`. Lines of any length and content
/// may come; those that are no JSON access lines are counted and left out.
void read_log(std::istream& in, const LogFilter& filter, Traffic& traffic, LogCount& count);

}   // namespace survey

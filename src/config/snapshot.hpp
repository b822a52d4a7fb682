#pragma once

#include "config/settings.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <string_view>

namespace config {

/// One checked, immutable configuration: what a worker serves until the next one is swapped in
/// whole. An exchange holds the one that it started with.
class Snapshot {
public:
    explicit Snapshot(Settings settings);

    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    [[nodiscard]] const Settings& settings() const { return settings_; }

    /// The site that serves this Host value, or null: without case, port and trailing dot, an
    /// IPv6 address in any of its forms; an exact name before a wildcard, the longest wildcard,
    /// then `*`. An empty host goes to `*`. Lives as long as the snapshot.
    [[nodiscard]] const Site* find_site(std::string_view host) const;

private:
    Settings settings_;
    boost::unordered_flat_map<std::string_view, const Site*> exact_;
    boost::unordered_flat_map<std::string_view, const Site*> wildcards_;   ///< by what follows `*.`
    const Site* any_ = nullptr;
};

}   // namespace config

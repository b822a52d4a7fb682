#pragma once

#include "observe/outcome.hpp"
#include "observe/site_counters.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace observe {

/// How many cookies of one category had this fate for this reason.
struct DecisionTotal {
    std::string category;   ///< empty: in none
    Outcome outcome = Outcome::pass;
    consent::Reason reason = consent::Reason::essential;
    std::uint64_t count = 0;
};

/// An unregistered cookie as it may be shown.
struct UnregisteredTotal {
    std::string name;
    std::uint64_t count = 0;
    std::chrono::system_clock::time_point last;
};

/// What all workers together counted for one site since the start.
struct SiteTotals {
    std::vector<DecisionTotal> set_cookies;   ///< above zero; by category, in the registry's order
    std::vector<DecisionTotal> request_cookies;
    std::vector<UnregisteredTotal> unregistered;   ///< the commonest first
    std::array<std::uint64_t, 5> requests{};       ///< by class of the status
    std::uint64_t default_policies = 0;
    std::uint64_t deletions = 0;
    std::uint64_t upstream_errors = 0;
    std::int64_t idle_connections = 0;
    std::int64_t active_connections = 0;
};

/// Adds what one worker counted. The unregistered ones are not in it: see `add_unregistered`.
void add(SiteTotals& totals, const SiteCounters& counters);

/// Adds them from all of these blocks, whose names are these.
void add_unregistered(SiteTotals& totals, const std::vector<const SiteCounters*>& blocks,
                      const UnregisteredNames& names);

}   // namespace observe

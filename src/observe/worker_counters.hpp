#pragma once

#include "consent/category.hpp"
#include "observe/counter.hpp"
#include "observe/histogram.hpp"
#include "observe/site_counters.hpp"

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace observe {

/// What one worker counts. Only that worker's thread writes the public members; any thread may
/// read them.
class alignas(cache_line) WorkerCounters {
public:
    WorkerCounters() = default;
    WorkerCounters(const WorkerCounters&) = delete;
    WorkerCounters& operator=(const WorkerCounters&) = delete;

    Gauge downstream_connections;
    Counter accepted;            ///< connections accepted since the start
    Histogram durations;         ///< of all exchanges
    FlagCounters flags;          ///< of exchanges of no site
    Counter dropped_log_lines;   ///< access lines that nobody took in time

    /// The block of a site, for the worker to keep while it serves a snapshot. The same name with
    /// the same category ids gives the same block after a reload; a block lives as long as this
    /// object. Takes a lock: not for the path of a request.
    SiteCounters& site(std::string_view name, const std::vector<consent::Category>& categories);

    /// Calls `visit(const SiteCounters&)` for each block. From any thread.
    template <typename Visit>
    void for_each_site(Visit&& visit) const {
        const std::lock_guard lock(mutex_);
        for (const auto& counters : sites_) {
            visit(*counters);
        }
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<SiteCounters>> sites_;
};

}   // namespace observe

#pragma once

#include "observe/origin_health.hpp"
#include "observe/site_totals.hpp"
#include "observe/unregistered_names.hpp"
#include "observe/worker_counters.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <prometheus/metric_family.h>
#include <string>
#include <string_view>
#include <vector>

namespace observe {

/// What is known of a site's origin.
struct OriginState {
    std::optional<bool> up;   ///< nothing where nobody has asked it yet
    std::string reason;       ///< why it is not, in a few words
};

/// Owns everything that is counted, and writes it as Prometheus text. Counters are kept by each
/// worker and summed only here, when somebody asks.
class Ledger {
public:
    /// `version` stands in the build information; the start time is now.
    explicit Ledger(std::string version);

    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    /// A block for one more worker; lives as long as the ledger. From any thread.
    WorkerCounters& add_worker();

    /// The names of unregistered cookies that a site has shown, for all workers; lives as long as
    /// the ledger, reloads included. Takes a lock: not for the path of a request.
    UnregisteredNames& unregistered_names(std::string_view site);

    /// A reload was taken, or was not. From one thread only.
    void count_reload(bool success) { (success ? reloads_ : failed_reloads_).add(); }

    /// What the log writer could not write; for its constructor.
    Counter& lost_log_lines() { return lost_log_lines_; }

    /// What the checks of a site's origin have found; lives as long as the ledger, reloads
    /// included. Takes a lock: not for the path of a request.
    OriginHealth& origin_health(std::string_view site);

    /// What its checks say, or, where it is not checked, the last exchange of all workers. From any
    /// thread.
    [[nodiscard]] OriginState origin_state(std::string_view site) const;

    /// What was counted for a site by all workers. From any thread.
    [[nodiscard]] SiteTotals site_totals(std::string_view site) const;

    /// When the ledger was made.
    [[nodiscard]] std::chrono::system_clock::time_point start() const { return start_; }

    /// Everything, and what else there is, in the Prometheus text format 0.0.4. From any thread.
    [[nodiscard]] std::string text(std::vector<prometheus::MetricFamily> more = {}) const;

private:
    [[nodiscard]] prometheus::MetricFamily origin_states() const;
    void append_process_families(std::vector<prometheus::MetricFamily>& families) const;

    std::string version_;
    std::chrono::system_clock::time_point start_;
    Counter reloads_;
    Counter failed_reloads_;
    Counter lost_log_lines_;
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<WorkerCounters>> workers_;
    std::map<std::string, UnregisteredNames, std::less<>> unregistered_names_;
    std::map<std::string, OriginHealth, std::less<>> origin_health_;
};

}   // namespace observe

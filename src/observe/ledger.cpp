#include "observe/ledger.hpp"

#include "observe/process_metrics.hpp"
#include "observe/site_metrics.hpp"

#include <array>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <prometheus/text_serializer.h>
#include <set>
#include <utility>

namespace observe {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

/// What all workers counted apart from any site.
class ProcessSums {
public:
    void add(const WorkerCounters& worker) {
        connections_ += worker.downstream_connections.value();
        accepted_ += worker.accepted.value();
        dropped_log_lines_ += worker.dropped_log_lines.value();
        for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
            buckets_[bucket] += worker.durations.count(bucket);
        }
        duration_ += std::chrono::duration<double>(worker.durations.sum()).count();
    }

    [[nodiscard]] std::int64_t connections() const { return connections_; }
    [[nodiscard]] std::uint64_t accepted() const { return accepted_; }
    [[nodiscard]] std::uint64_t dropped_log_lines() const { return dropped_log_lines_; }

    [[nodiscard]] MetricFamily durations() const {
        prometheus::ClientMetric metric;
        std::uint64_t count = 0;
        for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
            count += buckets_[bucket];
            metric.histogram.bucket.push_back({count, upper_bound(bucket)});
        }
        metric.histogram.sample_count = count;
        metric.histogram.sample_sum = duration_;
        return {"consent_proxy_request_duration_seconds",
                "From the first byte of a request to the last byte of its response.",
                MetricType::Histogram,
                {metric}};
    }

private:
    static double upper_bound(std::size_t bucket) {
        return bucket == Histogram::bounds.size()
                   ? std::numeric_limits<double>::infinity()
                   : std::chrono::duration<double>(Histogram::bounds[bucket]).count();
    }

    std::int64_t connections_ = 0;
    std::uint64_t accepted_ = 0;
    std::uint64_t dropped_log_lines_ = 0;
    std::array<std::uint64_t, Histogram::bounds.size() + 1> buckets_{};
    double duration_ = 0;
};

}   // namespace

Ledger::Ledger(std::string version)
    : version_(std::move(version)), start_(std::chrono::system_clock::now()) {}

WorkerCounters& Ledger::add_worker() {
    const std::lock_guard lock(mutex_);
    return *workers_.emplace_back(std::make_unique<WorkerCounters>());
}

UnregisteredNames& Ledger::unregistered_names(std::string_view site) {
    const std::lock_guard lock(mutex_);
    const auto found = unregistered_names_.find(site);
    return found != unregistered_names_.end()
               ? found->second
               : unregistered_names_.try_emplace(std::string(site)).first->second;
}

OriginHealth& Ledger::origin_health(std::string_view site) {
    const std::lock_guard lock(mutex_);
    const auto found = origin_health_.find(site);
    return found != origin_health_.end()
               ? found->second
               : origin_health_.try_emplace(std::string(site)).first->second;
}

OriginState Ledger::origin_state(std::string_view site) const {
    const std::lock_guard lock(mutex_);
    const auto health = origin_health_.find(site);
    if (health != origin_health_.end() &&
        health->second.state() != OriginHealth::State::unchecked) {
        return {!health->second.is_down(), health->second.reason()};
    }
    std::int64_t last = 0;
    OriginState state;
    for (const auto& worker : workers_) {
        worker->for_each_site([&](const SiteCounters& counters) {
            const std::int64_t seen = counters.upstream_last_seen();
            if (counters.site() == site && std::abs(seen) > std::abs(last)) {
                last = seen;
                state.up = seen > 0;
                state.reason = seen > 0 ? std::string() : in_words(counters.upstream_last_fault());
            }
        });
    }
    return state;
}

MetricFamily Ledger::origin_states() const {
    std::set<std::string> sites;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& worker : workers_) {
            worker->for_each_site([&](const SiteCounters& site) { sites.insert(site.site()); });
        }
    }
    MetricTable table("consent_proxy_upstream_up",
                      "Is the origin up, as its checks or the last exchange say; nothing where "
                      "neither is known.",
                      MetricType::Gauge, {"site"});
    for (const std::string& site : sites) {
        if (const auto up = origin_state(site).up) {
            table.add({site}, *up ? 1 : 0);
        }
    }
    return table.family();
}

SiteTotals Ledger::site_totals(std::string_view site) const {
    SiteTotals totals;
    std::vector<const SiteCounters*> blocks;
    const std::lock_guard lock(mutex_);
    for (const auto& worker : workers_) {
        worker->for_each_site([&](const SiteCounters& counters) {
            if (counters.site() == site) {
                add(totals, counters);
                blocks.push_back(&counters);
            }
        });
    }
    if (const auto names = unregistered_names_.find(site); names != unregistered_names_.end()) {
        add_unregistered(totals, blocks, names->second);
    }
    return totals;
}

std::string Ledger::text(std::vector<MetricFamily> more) const {
    ProcessSums process;
    SiteMetrics sites;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& worker : workers_) {
            process.add(*worker);
            sites.add_flags("", worker->flags);
            worker->for_each_site([&sites](const SiteCounters& site) { sites.add(site); });
        }
    }
    std::vector<MetricFamily> families = sites.families();
    families.push_back(origin_states());
    append_process_families(families);
    families.push_back(process.durations());
    families.push_back(single_family("consent_proxy_downstream_connections",
                                     "Open connections of visitors.", MetricType::Gauge,
                                     static_cast<double>(process.connections())));
    families.push_back(single_family("consent_proxy_downstream_accepted_total",
                                     "Connections of visitors that were accepted.",
                                     MetricType::Counter, static_cast<double>(process.accepted())));
    families.push_back(single_family(
        "consent_proxy_access_log_dropped_lines_total",
        "Access log lines that were dropped or could not be written.", MetricType::Counter,
        static_cast<double>(process.dropped_log_lines() + lost_log_lines_.value())));
    std::move(more.begin(), more.end(), std::back_inserter(families));
    return prometheus::TextSerializer().Serialize(families);
}

void Ledger::append_process_families(std::vector<MetricFamily>& families) const {
    MetricTable reloads("consent_proxy_reloads_total", "Reloads of the configuration.",
                        MetricType::Counter, {"result"});
    reloads.add({"success"}, static_cast<double>(reloads_.value()));
    reloads.add({"failure"}, static_cast<double>(failed_reloads_.value()));
    families.push_back(reloads.family());
    MetricTable build("consent_proxy_build_info", "The version that runs; always 1.",
                      MetricType::Gauge, {"version"});
    build.add({version_}, 1);
    families.push_back(build.family());
    families.push_back(single_family(
        "process_start_time_seconds", "When the process started, in seconds since 1970.",
        MetricType::Gauge, std::chrono::duration<double>(start_.time_since_epoch()).count()));
    std::vector<MetricFamily> process = process_families();
    std::move(process.begin(), process.end(), std::back_inserter(families));
}

}   // namespace observe

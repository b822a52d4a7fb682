#pragma once

#include "observe/metric_table.hpp"
#include "observe/site_counters.hpp"

#include <prometheus/metric_family.h>
#include <string_view>
#include <vector>

namespace observe {

/// Sums the blocks of all workers into the metric families that have a site. Series of decisions
/// exist once they are above zero; the others exist from the start, so that a first event shows
/// as an increase.
class SiteMetrics {
public:
    SiteMetrics();

    void add(const SiteCounters& counters);
    /// Those of exchanges that have none.
    void add_flags(std::string_view site, const FlagCounters& flags);

    [[nodiscard]] std::vector<prometheus::MetricFamily> families() const;

private:
    void add_category(const SiteCounters& counters, std::size_t category);

    MetricTable set_cookies_;
    MetricTable request_cookies_;
    MetricTable default_policies_;
    MetricTable suspended_replacements_;
    MetricTable deletions_;
    MetricTable requests_;
    MetricTable documents_;
    MetricTable forms_;
    MetricTable flags_;
    MetricTable upstream_connections_;
    MetricTable upstream_errors_;
    MetricTable upstream_retries_;
};

}   // namespace observe

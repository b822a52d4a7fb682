#pragma once

#include <prometheus/metric_family.h>
#include <vector>

namespace observe {

/// What the system says of this process, under the names that all Prometheus clients use:
/// processor time, memory, descriptors. What it does not say (no /proc) is left out.
/// Source: "Process metrics" in Prometheus's guide to writing client libraries; proc(5).
[[nodiscard]] std::vector<prometheus::MetricFamily> process_families();

}   // namespace observe

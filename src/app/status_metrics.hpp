#pragma once

#include "admin/status.hpp"

#include <prometheus/metric_family.h>
#include <vector>

namespace app {

/// What is measured of the configuration that is served and not counted by any worker: modes,
/// revisions, certificates, receipts, reads of the configuration.
[[nodiscard]] std::vector<prometheus::MetricFamily> status_families(const admin::Status& status);

}   // namespace app

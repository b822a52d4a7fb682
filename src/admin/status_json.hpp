#pragma once

#include "admin/status.hpp"

#include <string>

namespace admin {

/// The status as one JSON object; docs/metrics.md has its keys. Bytes that are not UTF-8 are
/// replaced.
[[nodiscard]] std::string status_json(const Status& status);

}   // namespace admin

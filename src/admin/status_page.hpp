#pragma once

#include "admin/status.hpp"

#include <string>

namespace admin {

/// The status page: HTML that needs no script; `status.js` has it show what is new.
[[nodiscard]] std::string status_page(const Status& status);

}   // namespace admin

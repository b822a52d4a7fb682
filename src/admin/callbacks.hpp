#pragma once

#include "admin/ready_state.hpp"

#include <functional>
#include <string>

namespace admin {

/// Where the admin listener gets what it shows. Called on its own thread; an exception becomes
/// a 500.
struct Callbacks {
    std::function<ReadyState()> ready;
    std::function<std::string()> metrics;   ///< the Prometheus text
};

}   // namespace admin

#pragma once

#include "admin/ready_state.hpp"
#include "admin/status.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace admin {

/// What is only for who runs the proxy: the status page and the switches.
struct Console {
    std::function<Status()> status;
    std::function<std::string()> log_level;
    /// False: no such level.
    std::function<bool(std::string_view level)> set_log_level;
    /// Nothing: no such site.
    std::function<std::optional<SiteMode>(std::string_view site)> site_mode;
    /// `mode` is `enforce`, `report` or `registry`: what the registry says. False: no such site.
    std::function<bool(std::string_view site, std::string_view mode)> set_site_mode;
    /// Names, in lower case, that it may be asked by besides addresses and `localhost`.
    std::function<std::vector<std::string>()> hosts;
};

/// Where the admin listener gets what it shows. Called on its own thread; an exception becomes
/// a 500.
struct Callbacks {
    std::function<ReadyState()> ready;
    std::function<std::string()> metrics;   ///< the Prometheus text
    std::optional<Console> console{};       ///< none: health and metrics alone
};

}   // namespace admin

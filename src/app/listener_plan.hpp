#pragma once

#include "config/settings.hpp"

#include <cstddef>
#include <vector>

namespace app {

/// What a reload does to the listeners. Each keeps its place for as long as the process runs, since
/// connections know theirs by it; one that comes back takes its place again.
struct ListenerPlan {
    std::vector<config::ListenerSettings> listeners;   ///< by place; those that are gone `retired`
    std::vector<std::size_t> opened;                   ///< places that have to be bound
    std::vector<std::size_t> retired;                  ///< places that were open until now
};

/// `now` as a plan made it, or as the first settings have it; `next` as a file has it. A listener
/// stays if its address does, whatever else is said of it.
[[nodiscard]] ListenerPlan plan_listeners(const std::vector<config::ListenerSettings>& now,
                                          std::vector<config::ListenerSettings> next);

}   // namespace app

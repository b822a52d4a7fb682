#include "observe/worker_counters.hpp"

#include <string>
#include <utility>

namespace observe {

SiteCounters& WorkerCounters::site(std::string_view name,
                                   const std::vector<consent::Category>& categories) {
    std::vector<std::string> ids;
    ids.reserve(categories.size());
    for (const consent::Category& category : categories) {
        ids.push_back(category.id);
    }
    const std::lock_guard lock(mutex_);
    for (const auto& counters : sites_) {
        if (counters->site() == name && counters->category_ids() == ids) {
            return *counters;
        }
    }
    return *sites_.emplace_back(std::make_unique<SiteCounters>(std::string(name), std::move(ids)));
}

}   // namespace observe

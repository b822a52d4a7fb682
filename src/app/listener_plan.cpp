#include "app/listener_plan.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace app {
namespace {

using config::ListenerSettings;

// Takes the first of this address out of the list: port 0 may stand there several times.
std::optional<ListenerSettings> take_same(std::vector<ListenerSettings>& from,
                                          const ListenerSettings& listener) {
    const auto found = std::find_if(from.begin(), from.end(), [&](const ListenerSettings& one) {
        return one.endpoint == listener.endpoint;
    });
    if (found == from.end()) {
        return std::nullopt;
    }
    ListenerSettings taken = std::move(*found);
    from.erase(found);
    return taken;
}

}   // namespace

ListenerPlan plan_listeners(const std::vector<ListenerSettings>& now,
                            std::vector<ListenerSettings> next) {
    ListenerPlan plan{now, {}, {}};
    // Open ones first: only where one more is wanted does a retired one come back.
    for (const bool retired : {false, true}) {
        for (std::size_t place = 0; place < now.size(); ++place) {
            if (now[place].retired != retired) {
                continue;
            }
            if (auto same = take_same(next, now[place])) {
                plan.listeners[place] = *std::move(same);
                if (retired) {
                    plan.opened.push_back(place);
                }
            } else if (!retired) {
                plan.listeners[place].retired = true;
                plan.retired.push_back(place);
            }
        }
    }
    for (ListenerSettings& listener : next) {
        plan.opened.push_back(plan.listeners.size());
        plan.listeners.push_back(std::move(listener));
    }
    return plan;
}

}   // namespace app

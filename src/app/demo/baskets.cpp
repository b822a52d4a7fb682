#include "app/demo/baskets.hpp"

#include <fmt/format.h>
#include <random>

namespace app::demo {

std::string Baskets::open() {
    std::random_device random;   // getrandom(2) or the processor's own in libstdc++
    auto id = fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
    if (oldest_first_.size() == max_sessions) {
        items_.erase(oldest_first_.front());
        oldest_first_.pop_front();
    }
    items_.emplace(id, 0U);
    oldest_first_.push_back(id);
    return id;
}

unsigned* Baskets::find(std::string_view id) {
    const auto found = items_.find(std::string(id));
    return found == items_.end() ? nullptr : &found->second;
}

}   // namespace app::demo

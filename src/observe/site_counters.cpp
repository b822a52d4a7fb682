#include "observe/site_counters.hpp"

#include <algorithm>
#include <utility>

namespace observe {

SiteCounters::SiteCounters(std::string site, std::vector<std::string> category_ids)
    : site_(std::move(site)),
      category_ids_(std::move(category_ids)),
      categories_(category_ids_.size() + 1) {}

void SiteCounters::request(unsigned status) {
    const unsigned code_class = std::clamp(status / 100, 1U, 5U);
    requests_[code_class - 1].add();
}

}   // namespace observe

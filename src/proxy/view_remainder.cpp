#include "proxy/view_remainder.hpp"

#include <utility>

namespace proxy {

SnapshotViewPtr make_remainder(const SnapshotView& view, const SiteView& site) {
    config::Settings settings;
    settings.timeouts = view.settings().timeouts;
    settings.log = view.settings().log;
    config::Site only;
    only.name = site.site->name;
    settings.sites.push_back(std::move(only));
    auto remainder = std::make_unique<SnapshotView>();
    remainder->snapshot = std::make_shared<const config::Snapshot>(std::move(settings));
    SiteView left;
    left.site = &remainder->settings().sites.front();
    left.pool = site.pool;
    left.counters = site.counters;
    remainder->sites.push_back(std::move(left));
    return SnapshotViewPtr(remainder.release());
}

}   // namespace proxy

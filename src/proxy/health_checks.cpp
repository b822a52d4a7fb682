#include "proxy/health_checks.hpp"

#include "proxy/origin_name.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace proxy {

void HealthChecks::adopt(const config::Snapshot& snapshot, const TlsContexts& tls) {
    const std::vector<config::Site>& sites = snapshot.settings().sites;
    std::vector<CheckPtr> next(sites.size());
    std::transform(sites.begin(), sites.end(), next.begin(),
                   [this](const config::Site& site) { return take(site); });
    for (CheckPtr& check : checks_) {
        check->stop();
        stopped_.push_back(std::move(check));
    }
    checks_.clear();
    std::erase_if(stopped_, [](const CheckPtr& check) { return check->over(); });
    for (std::size_t i = 0; i < sites.size(); ++i) {
        if (!sites[i].upstream.health) {
            continue;
        }
        const bool is_new = !next[i];
        checks_.push_back(is_new ? make(sites[i]) : std::move(next[i]));
        checks_.back()->speak(tls.upstreams[i]);
        if (is_new) {
            checks_.back()->begin();
        }
    }
}

// The one that runs for this site already, if it asks for the same.
HealthChecks::CheckPtr HealthChecks::take(const config::Site& site) {
    const auto found = std::find_if(checks_.begin(), checks_.end(),
                                    [&](const CheckPtr& check) { return check->is_for(site); });
    if (!site.upstream.health || found == checks_.end()) {
        return nullptr;
    }
    CheckPtr check = std::move(*found);
    checks_.erase(found);
    return check;
}

HealthChecks::CheckPtr HealthChecks::make(const config::Site& site) {
    const std::string key = pool_key(site.upstream);
    net::OriginShare share =
        shared_.origin_shares.of(origin_key(site.upstream), key, site.upstream.keepalive);
    auto pool =
        std::make_unique<net::UpstreamPool>(worker_, shared_.own_connections, site.upstream,
                                            std::move(share), std::hash<std::string>{}(key));
    return std::make_unique<HealthCheck>(site, std::move(pool),
                                         shared_.ledger.origin_health(site.name), shared_.events);
}

}   // namespace proxy

#include "pages/refused_hosts.hpp"

#include "pages/url_host.hpp"

#include <algorithm>

namespace pages {
namespace {

bool matches(std::string_view pattern, std::string_view host) {
    if (!pattern.starts_with("*.")) {
        return pattern == host ||
               (host.starts_with('[') && pattern == host.substr(1, host.size() - 2));
    }
    pattern.remove_prefix(1);
    return host.size() > pattern.size() && host.ends_with(pattern);
}

// The longer pattern is closer; an exact one is closest.
std::size_t closeness(const consent::ThirdParty& entry) {
    return entry.host.size() + (entry.host.starts_with("*.") ? 0 : 1024);
}

}   // namespace

bool RefusedHosts::refuses(const consent::ThirdParty& entry) const {
    return entry.category != consent::no_category && !granted_.contains(entry.category);
}

bool RefusedHosts::any() const {
    return registry_ != nullptr &&
           std::ranges::any_of(registry_->third_parties(),
                               [this](const auto& entry) { return refuses(entry); });
}

const consent::ThirdParty* RefusedHosts::find(std::string_view url, std::string_view base) const {
    if (registry_ == nullptr) {
        return nullptr;
    }
    const auto host = url_host(url, base);
    if (!host) {
        return nullptr;
    }
    const consent::ThirdParty* closest = nullptr;
    for (const consent::ThirdParty& entry : registry_->third_parties()) {
        if (matches(entry.host, *host) &&
            (closest == nullptr || closeness(entry) > closeness(*closest))) {
            closest = &entry;
        }
    }
    return closest != nullptr && refuses(*closest) ? closest : nullptr;
}

std::string_view RefusedHosts::category_of(const consent::ThirdParty& entry) const {
    return registry_->categories()[entry.category].id;
}

}   // namespace pages

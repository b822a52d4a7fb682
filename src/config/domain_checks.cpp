#include "config/settings_draft.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

namespace config {
namespace {

constexpr std::string_view wildcard = "*.";

bool is_within(std::string_view name, std::string_view domain) {
    return name.ends_with(domain) &&
           (name.size() == domain.size() || name[name.size() - domain.size() - 1] == '.');
}

/// May a host that this pattern matches lie within the domain?
bool may_be_within(std::string_view pattern, std::string_view domain) {
    if (!pattern.starts_with(wildcard)) {
        return pattern == "*" || is_within(pattern, domain);
    }
    pattern.remove_prefix(wildcard.size());
    return is_within(pattern, domain) || is_within(domain, pattern);
}

}   // namespace

void warn_domain(const SiteDraft& site, const consent::Registry& registry, Report& report) {
    const std::optional<std::string>& domain = registry.consent().domain;
    if (!domain || site.hosts.empty() ||
        std::ranges::any_of(site.hosts, [&](const HostDraft& host) {
            return may_be_within(host.pattern, *domain);
        })) {
        return;
    }
    report.warning(site.hosts.front().place,
                   fmt::format("none of the site's hosts lies within \"consent.domain: {}\" of its "
                               "registry: browsers refuse every cookie that the proxy writes",
                               *domain));
}

}   // namespace config

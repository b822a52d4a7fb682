#include "survey/discovery.hpp"

#include <set>

namespace survey {
namespace {

bool always_on(const consent::Registry& registry, const SeenCookie& seen) {
    return seen.consent_state ||
           (seen.entry != nullptr &&
            (seen.entry->from_profile || registry.always_on().contains(seen.entry->category)));
}

std::vector<const consent::CookieEntry*> never_seen(const Traffic& traffic) {
    std::set<const consent::CookieEntry*> seen;
    for (const auto& [name, cookie] : traffic.cookies()) {
        seen.insert(cookie.entry);
    }
    std::vector<const consent::CookieEntry*> missing;
    for (const consent::CookieEntry& entry : traffic.registry().cookies()) {
        if (!entry.from_profile && !seen.contains(&entry)) {
            missing.push_back(&entry);
        }
    }
    return missing;
}

}   // namespace

Discovery discover(const ReadTraffic& read, const CookieDatabase& database) {
    const Traffic& traffic = read.traffic;
    Discovery discovery;
    discovery.read = &read;
    for (const auto& [name, seen] : traffic.cookies()) {
        if (!seen.listed()) {
            discovery.unlisted.push_back({&name, &seen});
            if (!pattern_of(name)) {
                discovery.unsuggested.push_back(name);
            }
        }
        if (seen.session && !always_on(traffic.registry(), seen)) {
            discovery.sessions.push_back({&name, &seen});
        }
    }
    discovery.never_seen = never_seen(traffic);
    discovery.failed_deletions = traffic.deletions().failed();
    discovery.suggestions = suggest(traffic, database);
    return discovery;
}

}   // namespace survey

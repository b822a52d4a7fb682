#include "survey/traffic.hpp"

#include "consent/name_mask.hpp"

#include <algorithm>
#include <utility>

namespace survey {
namespace {

void widen(std::optional<Moment>& first, std::optional<Moment>& last, std::optional<Moment> time) {
    if (time) {
        first = std::min(first.value_or(*time), *time);
        last = std::max(last.value_or(*time), *time);
    }
}

}   // namespace

void Traffic::add(Exchange exchange) {
    ++exchanges_;
    widen(first_, last_, exchange.time);
    for (Sighting& sighting : exchange.sightings) {
        if (sighting.name.empty()) {
            ++nameless_;
            continue;
        }
        Named named = show(sighting.name);
        sighting.name = named.name;
        count(sighting, std::move(named), exchange.time);
    }
    for (std::string& name : exchange.deleted) {
        name = show(name).name;
    }
    deletions_.add(exchange);
}

Traffic::Named Traffic::show(const std::string& name) const {
    const consent::CookieEntry* entry = registry_->find(name);
    if (registry_->is_consent_state(name)) {
        return {name, entry, true};
    }
    if (entry != nullptr) {
        return {entry->name, entry, false};
    }
    if (name == other) {
        return {name, nullptr, false};
    }
    return {std::string(consent::mask_name(name).view()), nullptr, false};
}

void Traffic::count(const Sighting& sighting, Named named, std::optional<Moment> time) {
    const bool listed = named.entry != nullptr || named.consent_state;
    if (!listed && !cookies_.contains(named.name)) {
        if (unlisted_ >= max_unlisted) {
            named.name = other;
        } else {
            ++unlisted_;
        }
    }
    SeenCookie& seen = cookies_[std::move(named.name)];
    seen.entry = named.entry;
    seen.consent_state = named.consent_state;
    ++(sighting.field == Field::cookie ? seen.in_cookie : seen.in_set_cookie);
    seen.session = seen.session || sighting.session;
    widen(seen.first, seen.last, time);
}

}   // namespace survey

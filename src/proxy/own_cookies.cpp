#include "proxy/own_cookies.hpp"

#include "consent/deletion.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace proxy {
namespace {

using consent::ExpireScope;

// An origin behind another proxy may have a response head of 4 KiB at most.
constexpr std::size_t most_deletion_bytes = 2'048;
constexpr std::size_t most_head_bytes = 4'000;
constexpr std::string_view field_start = "Set-Cookie: ";
constexpr std::string_view field_end = "\r\n";

struct Refused {
    std::string_view name;
    const consent::CookieEntry* entry;
};

std::size_t line_bytes(const std::vector<std::string>& fields) {
    std::size_t bytes = 0;
    for (const std::string& field : fields) {
        bytes += field_start.size() + field.size() + field_end.size();
    }
    return bytes;
}

}   // namespace

void OwnCookies::add(std::string_view set_cookie) {
    edits_.add("Set-Cookie", set_cookie);
    wrote_ = true;
}

void OwnCookies::accompany() {
    if (registry().revision() > 0) {
        add(registry().state_cookies().companion(visiting_.https));
    }
}

bool OwnCookies::default_is_due() const {
    const consent::ConsentSettings& settings = registry().consent();
    if (!visitor_.policy.first_visit || !settings.inject) {
        return false;
    }
    if (!visitor_.unusable()) {
        return true;
    }
    if (settings.unusable == consent::UnusableCookie::keep) {
        return false;
    }
    if (visiting_.site->unusable->suspended()) {
        visiting_.site->counters->suspended_replacement();
        return false;
    }
    return true;
}

void OwnCookies::settle(const OriginCookies& origin, Crumbs crumbs, std::size_t head_bytes,
                        std::minstd_rand& random) {
    const consent::StateCookies& own = registry().state_cookies();
    const bool writes_default = !origin.touches_consent && default_is_due();
    const bool twin = registry().consent().domain && !registry().has_cookie_each() &&
                      !origin.touches_consent &&
                      visitor_.consent_cookies > (writes_default ? 0U : 1U);
    if (twin) {
        add(own.twin_deletion(visiting_.https));
    }
    if (writes_default) {
        write_default();
        if (visitor_.decided_cookie && (origin.sets_decided || !origin.deletes_decided)) {
            delete_decided();
        }
    } else if (visitor_.outdated && !origin.touches_consent) {
        accompany();
    }
    if (!visitor_.policy.first_visit && visiting_.carries_refused) {
        delete_refused(origin, crumbs, head_bytes, random);
    }
}

void OwnCookies::choose(Crumbs crumbs, std::minstd_rand& random) {
    const consent::StateCookies& own = registry().state_cookies();
    if (registry().consent().domain) {
        add(own.twin_deletion(visiting_.https));
    }
    add(own.chosen_policy(visitor_.policy.granted, visiting_.https, now_));
    if (const std::string_view decided = own.decided(visiting_.https); !decided.empty()) {
        add(decided);
    }
    accompany();
    if (visiting_.mode == consent::Mode::enforce) {
        delete_refused({}, crumbs, 0, random);
    }
}

void OwnCookies::write_default() {
    const bool objects = visiting_.signal && registry().enforcement().gpc == consent::Gpc::object;
    add(registry().state_cookies().default_policy(visiting_.https, objects, now_));
    visiting_.site->counters->default_policy();
    accompany();
}

void OwnCookies::delete_decided() {
    const std::string& name = *registry().consent().decided;
    const consent::DeletionScope scope{visiting_.host, visiting_.target, visiting_.https};
    const bool host_only =
        registry().enforcement().expire == ExpireScope::host && !registry().consent().domain;
    const ExpireScope expire = host_only ? ExpireScope::host : ExpireScope::domain;
    for (const std::string& field :
         consent::deletions(expire, name, registry().find(name), scope)) {
        add(field);
    }
}

// Registered cookies that came with this request though the visitor's own choice refuses them. The
// signal deletes nothing; what the origin deletes itself needs no second word.
void OwnCookies::delete_refused(const OriginCookies& origin, Crumbs crumbs, std::size_t head_bytes,
                                std::minstd_rand& random) {
    const consent::EnforcementSettings& enforcement = registry().enforcement();
    if (enforcement.expire == ExpireScope::none ||
        (enforcement.expire_when == consent::ExpireWhen::decided && !visitor_.decided)) {
        return;
    }
    const consent::CategorySet chosen = visitor_.policy.granted | visitor_.policy.signalled;
    std::vector<Refused> refused;
    for (const consent::Crumb& crumb : crumbs) {
        const consent::CookieEntry* const entry = registry().find(crumb.name);
        if (entry != nullptr && !entry->from_profile && !chosen.contains(entry->category) &&
            !registry().is_consent_state(crumb.name) &&
            std::ranges::find(refused, crumb.name, &Refused::name) == refused.end() &&
            std::ranges::find(origin.deleted, crumb.name) == origin.deleted.end()) {
            refused.push_back({crumb.name, entry});
        }
    }
    const consent::DeletionScope scope{visiting_.host, visiting_.target, visiting_.https};
    const std::size_t start = refused.empty() ? 0 : random() % refused.size();
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < refused.size(); ++i) {
        const Refused& one = refused[(start + i) % refused.size()];
        const auto fields = consent::deletions(enforcement.expire, one.name, one.entry, scope);
        const std::size_t more = line_bytes(fields);
        if (bytes > 0 &&
            (bytes + more > most_deletion_bytes || head_bytes + bytes + more > most_head_bytes)) {
            break;
        }
        bytes += more;
        std::ranges::for_each(fields, [this](const std::string& field) { add(field); });
        visiting_.site->counters->deletion(one.entry->category);
        seen_.push_back({.name = one.entry->name,
                         .reason = consent::Reason::refused,
                         .from = observe::CookieField::deletion,
                         .outcome = observe::Outcome::pass});
    }
}

}   // namespace proxy

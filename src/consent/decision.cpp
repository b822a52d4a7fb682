#include "consent/decision.hpp"

#include "consent/session_hint.hpp"
#include "consent/set_cookie.hpp"

#include <array>

namespace consent {
namespace {

constexpr std::array<std::string_view, reason_count> reason_words{
    "malformed", "consent-state", "nameless", "deletion",     "essential", "granted",
    "refused",   "undecided",     "signal",   "unregistered", "bypass"};

/// The rows that look at the name alone. `strip` for what the visitor did not allow and for what
/// no registry lists; each direction then has its own way with those.
Decision judge(const Registry& registry, const Policy& policy, std::string_view name) {
    const CookieEntry* entry = registry.find(name);
    const CategoryIndex essential = registry.essential_category();
    if (registry.is_consent_state(name)) {
        const CategoryIndex category =
            entry != nullptr && !entry->from_profile ? entry->category : essential;
        return {Action::pass, Reason::consent_state, category, entry, name};
    }
    if (entry == nullptr) {
        return {Action::strip, Reason::unregistered, no_category, nullptr, name};
    }
    if (entry->from_profile) {
        return {Action::pass, Reason::essential, essential, entry, name};
    }
    if (registry.always_on().contains(entry->category)) {
        return {Action::pass, Reason::essential, entry->category, entry, name};
    }
    if (policy.granted.contains(entry->category)) {
        return {Action::pass, Reason::granted, entry->category, entry, name};
    }
    const Reason reason = policy.signalled.contains(entry->category) ? Reason::signal
                          : policy.first_visit                       ? Reason::undecided
                                                                     : Reason::refused;
    return {Action::strip, reason, entry->category, entry, name};
}

/// A server reads a nameless `a=b` as the cookie `a`, so it may carry any cookie past the rules.
Decision nameless(std::string_view value, bool strip_harmless) {
    const bool strip = strip_harmless || value.find('=') != std::string_view::npos;
    return {.action = strip ? Action::strip : Action::pass, .reason = Reason::nameless, .name = {}};
}

}   // namespace

std::string_view to_string(Action action) {
    return action == Action::pass ? "pass" : "strip";
}

std::string_view to_string(Reason reason) {
    return reason_words[static_cast<std::size_t>(reason)];
}

Decision decide_set_cookie(const Registry& registry, const Policy& policy,
                           std::string_view field_value,
                           std::chrono::system_clock::time_point now) {
    const bool strip_unregistered = registry.enforcement().unregistered == Unregistered::strip;
    const SetCookie cookie = read_set_cookie(field_value);
    if (cookie.malformed) {
        return {.action = Action::strip, .reason = Reason::malformed, .name = cookie.name};
    }
    if (cookie.name.empty()) {
        return nameless(cookie.value, strip_unregistered);
    }
    Decision decision = judge(registry, policy, cookie.name);
    decision.deletes = cookie.deletes(now);
    if (decision.reason == Reason::consent_state) {
        return decision;
    }
    if (decision.deletes) {
        decision.action = Action::pass;
        decision.reason = Reason::deletion;
    } else if (decision.reason == Reason::unregistered) {
        decision.action = strip_unregistered ? Action::strip : Action::pass;
        decision.session = strip_unregistered && looks_like_session(cookie);
    }
    return decision;
}

Decision decide_cookie(const Registry& registry, const Policy& policy, std::string_view name,
                       std::string_view value) {
    const RequestCookies requests = registry.enforcement().requests;
    Decision decision = name.empty() ? nameless(value, requests == RequestCookies::strip)
                                     : judge(registry, policy, name);
    if (requests == RequestCookies::pass ||
        (requests == RequestCookies::refused && decision.reason == Reason::unregistered)) {
        decision.action = Action::pass;
    }
    return decision;
}

}   // namespace consent

#include "proxy/consent_filter.hpp"

#include "consent/bypass.hpp"
#include "consent/cookie.hpp"
#include "consent/encoding.hpp"
#include "consent/format.hpp"
#include "consent/lifetime_cap.hpp"
#include "http/cache_guard.hpp"
#include "http/date.hpp"
#include "proxy/request_facts.hpp"
#include "proxy/unusable_watch.hpp"

#include <algorithm>

namespace proxy {
namespace {

using consent::Action;
using consent::Decision;
using consent::Reason;
using http::FieldId;
using observe::CookieField;
using observe::Outcome;

// The clock's nanoseconds end in 2262.
constexpr std::chrono::days clock_reach{200 * 365};

// What is written when all cookies are: Cache-Control, the framing, Connection.
constexpr std::size_t most_written_later = 128;

// What the head will have at most: what came, less the lines that go.
std::size_t remaining_bytes(const http::Fields& fields, const http::Edits& edits) {
    std::size_t bytes = fields.text().size() + edits.added().size() + most_written_later;
    for (const http::Edits::Change& change : edits.changes()) {
        const http::Field& field = *(fields.begin() + change.index);
        bytes -= change.replaced ? 0 : field.end - field.begin;
    }
    return bytes;
}

// How many of the crumbs, from the first on, lie in this field.
std::size_t crumbs_within(std::string_view field, std::span<const consent::Crumb> crumbs) {
    const auto outside = std::ranges::find_if(crumbs, [field](const consent::Crumb& crumb) {
        return crumb.text.data() < field.data() || crumb.text.data() >= field.data() + field.size();
    });
    return static_cast<std::size_t>(outside - crumbs.begin());
}

}   // namespace

bool ConsentFilter::enforces() const {
    return !bypassed_ && visiting_.mode == consent::Mode::enforce;
}

void ConsentFilter::count(const Decision& decision, CookieField from) {
    const Reason reason = bypassed_ ? Reason::bypass : decision.reason;
    const bool passes = bypassed_ || decision.action == Action::pass;
    const bool reports = visiting_.mode == consent::Mode::report;
    const Outcome outcome = passes    ? Outcome::pass
                            : reports ? Outcome::would_strip
                                      : Outcome::strip;
    record(decision, reason, outcome, from);
}

// A repair left them out, whatever the mode and the path.
void ConsentFilter::count_lost(std::size_t set_cookies) {
    for (std::size_t i = 0; i < set_cookies; ++i) {
        record({}, Reason::malformed, Outcome::strip, CookieField::set_cookie);
    }
}

void ConsentFilter::record(const Decision& decision, Reason reason, Outcome outcome,
                           CookieField from) {
    observe::SiteCounters& counters = *visiting_.site->counters;
    if (from == CookieField::set_cookie) {
        counters.set_cookie(decision.category, outcome, reason);
    } else {
        counters.request_cookie(decision.category, outcome, reason);
    }
    if (preview_.wanted()) {
        preview_.add(decision.name, reason, outcome, from);
    }
    std::string_view name;
    if (reason == Reason::unregistered) {
        const auto shown = visiting_.site->unregistered->find(decision.name);
        counters.unregistered().add(shown.place, visiting_.now);
        name = shown.name;
    }
    // An origin that deletes what nobody lists does not use it.
    const bool clears = decision.deletes && decision.entry == nullptr;
    if (outcome != Outcome::pass || (remembers_all_ && !clears)) {
        if (decision.entry != nullptr) {
            name = decision.entry->name;
        } else if (name.empty()) {
            name = visiting_.site->unregistered->find(decision.name).name;
        }
        cookies_.push_back({name, reason, from, outcome, decision.session});
    }
}

void ConsentFilter::read_request(const Visiting& visiting, const http::RequestHead& head,
                                 http::Edits& edits) {
    visiting_ = visiting;
    request_ = &head;
    notice_ = {};
    preview_.begin(visiting.preview);
    bypassed_ = consent::is_bypassed(registry().enforcement().bypass, visiting.target);
    split_cookies();
    consent::VisitorReader reader(registry(), visiting.site->choices.get());
    for (const consent::Crumb& crumb : crumbs_) {
        reader.add(crumb);
    }
    visitor_ = reader.finish(visiting.signal);
    std::span<const consent::Crumb> crumbs = crumbs_;
    std::size_t index = 0;
    for (const http::Field& field : head.fields) {
        if (field.id == FieldId::cookie) {
            const std::size_t count = crumbs_within(head.fields.value(field), crumbs);
            filter_cookie_field(crumbs.first(count), index, edits);
            crumbs = crumbs.subspan(count);
        }
        ++index;
    }
}

// Once for all that is asked of them in this exchange. The memory is kept, unless somebody sent a
// great many.
void ConsentFilter::split_cookies() {
    constexpr std::size_t most_kept = 512;
    if (crumbs_.capacity() > most_kept) {
        crumbs_ = {};
    }
    crumbs_.clear();
    for (const http::Field& field : request_->fields) {
        if (field.id == FieldId::cookie) {
            consent::CrumbReader reader(request_->fields.value(field));
            while (const auto crumb = reader.next()) {
                crumbs_.push_back(*crumb);
            }
        }
    }
}

// A field that loses nothing is not touched at all; mostly none does.
void ConsentFilter::filter_cookie_field(std::span<const consent::Crumb> crumbs, std::size_t index,
                                        http::Edits& edits) {
    const bool enforced = enforces();
    bool changes = false;
    kept_cookies_.clear();
    for (std::size_t i = 0; i < crumbs.size(); ++i) {
        const consent::Crumb& crumb = crumbs[i];
        bool passes = false;
        if (is_notice(crumb)) {
            notice_ = read_page_notice(crumb.value);
        } else {
            const Decision decision =
                consent::decide_cookie(registry(), visitor_.policy, crumb.name, crumb.value);
            count(decision, CookieField::cookie);
            visiting_.carries_refused =
                visiting_.carries_refused || decision.reason == Reason::refused;
            passes = !enforced || decision.action == Action::pass;
        }
        if (!changes && (!passes || (enforced && alters(crumb)))) {
            changes = true;
            std::ranges::for_each(crumbs.first(i), [this](const auto& kept) { keep_crumb(kept); });
        }
        if (changes && passes) {
            keep_crumb(crumb);
        }
    }
    if ((enforced && crumbs.empty()) || (changes && kept_cookies_.empty())) {
        edits.drop(index);
    } else if (changes) {
        edits.replace(index, kept_cookies_);
    }
}

bool ConsentFilter::is_notice(const consent::Crumb& crumb) const {
    return visiting_.site->pages && crumb.name == registry().notice_cookie();
}

// Does the consent cookie go to the origin otherwise than it came?
bool ConsentFilter::alters(const consent::Crumb& crumb) const {
    switch (registry().consent().upstream) {
        case consent::UpstreamView::drop:
            return registry().is_consent_cookie(crumb.name);
        case consent::UpstreamView::percent:
            return registry().is_consent_cookie(crumb.name) &&
                   !consent::is_cookie_value(crumb.value);
        default:
            return false;
    }
}

// What stays keeps its bytes and order, with one "; " between.
void ConsentFilter::keep_crumb(const consent::Crumb& crumb) {
    const bool altered = enforces() && alters(crumb);
    if (altered && registry().consent().upstream == consent::UpstreamView::drop) {
        return;
    }
    kept_cookies_.append(kept_cookies_.empty() ? "" : "; ");
    if (altered) {
        kept_cookies_.append(crumb.name).append("=").append(consent::percent_encode(crumb.value));
    } else {
        kept_cookies_.append(crumb.text);
    }
}

bool ConsentFilter::watch_unusable(ClientGate& gate, Time now) const {
    const bool counts = visitor_.consent_cookies > 0 && !bypassed_;
    const auto minute = std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
    return counts && gate.pass(visiting_.site->unusable, visiting_.client, minute) &&
           visiting_.site->unusable->add(visiting_.client, minute, visitor_.unusable());
}

bool ConsentFilter::settles(const http::ResponseHead& head) const {
    std::string accept;
    std::string disposition;
    return consent::settles(request_facts(*request_, accept), response_facts(head, disposition),
                            registry().consent().same_site);
}

void ConsentFilter::filter_response(const http::ResponseHead& head, std::size_t lost_set_cookies,
                                    const Shown& shown, Time now, http::Edits& edits) {
    count_lost(lost_set_cookies);
    const bool left_out = filter_set_cookies(head, now, edits);
    bool changed = lost_set_cookies > 0 || left_out || preview_.wanted();
    if (!enforces()) {
        edits.reset();
        changed = preview_.wanted();
    } else {
        changed = write_own_cookies(head, now, edits) || changed;
        if (shown.notice) {
            edits.add("Set-Cookie", notice_cookie(registry().notice_cookie(), {}, visiting_.https));
            changed = true;
        }
    }
    guard(head, shown, changed, edits);
    if (preview_.wanted()) {
        preview_.write(head, edits);
    }
}

void ConsentFilter::guard(const http::ResponseHead& head, const Shown& shown, bool changed,
                          http::Edits& edits) const {
    if (enforces() && shown.state) {
        http::guard_caches(head.fields, edits, http::CacheUse::checked);
    } else if (changed) {
        http::guard_caches(head.fields, edits);
    }
}

void ConsentFilter::keep_names() {
    kept_names_.clear();
    for (const observe::SeenCookie& cookie : cookies_) {
        kept_names_ += cookie.name;
    }
    std::size_t at = 0;
    for (observe::SeenCookie& cookie : cookies_) {
        cookie.name = std::string_view(kept_names_).substr(at, cookie.name.size());
        at += cookie.name.size();
    }
}

void ConsentFilter::choose(consent::CategorySet granted, std::string_view page, Time now,
                           http::Edits& edits) {
    consent::Visitor visitor = visitor_;
    visitor.policy = {.granted = granted | registry().always_on(), .first_visit = false};
    visitor.decided = true;
    Visiting visiting = visiting_;
    visiting.target = page;
    OwnCookies own(visiting, visitor, now, edits, cookies_);
    own.choose(crumbs_, random_);
}

std::vector<std::string_view> ConsentFilter::refused_names() const {
    std::vector<std::string_view> names;
    for (const consent::Crumb& crumb : crumbs_) {
        const Decision decision =
            consent::decide_cookie(registry(), visitor_.policy, crumb.name, crumb.value);
        if (decision.action == Action::strip && decision.entry != nullptr &&
            std::ranges::find(names, crumb.name) == names.end()) {
            names.push_back(crumb.name);
        }
    }
    return names;
}

// True when one was left out.
bool ConsentFilter::filter_set_cookies(const http::ResponseHead& head, Time now,
                                       http::Edits& edits) {
    origin_ = {};
    origin_deleted_.clear();
    bool left_out = false;
    std::size_t index = 0;
    for (const http::Field& field : head.fields) {
        const std::size_t at = index++;
        if (field.id != FieldId::set_cookie) {
            continue;
        }
        const std::string_view value = head.fields.value(field);
        const Decision decision =
            consent::decide_set_cookie(registry(), visitor_.policy, value, now);
        count(decision, CookieField::set_cookie);
        origin_.any = true;
        if (decision.action == Action::strip) {
            left_out = true;
            edits.drop(at);
        } else if (registry().is_consent_cookie(decision.name)) {
            origin_.touches_consent = true;
            origin_.sets_consent = origin_.sets_consent || !decision.deletes;
        } else if (decision.name == registry().consent().decided) {
            origin_.deletes_decided = origin_.deletes_decided || decision.deletes;
            origin_.sets_decided = origin_.sets_decided || !decision.deletes;
        } else if (decision.reason == Reason::deletion) {
            origin_deleted_.push_back(decision.name);
        } else {
            cap_lifetime(decision, value, now, at, edits);
        }
    }
    origin_.deleted = origin_deleted_;
    return left_out;
}

void ConsentFilter::cap_lifetime(const Decision& decision, std::string_view value, Time now,
                                 std::size_t index, http::Edits& edits) const {
    const bool governed =
        decision.reason == Reason::essential || decision.reason == Reason::granted;
    if (registry().enforcement().lifetimes == consent::Lifetimes::keep || !governed ||
        decision.entry == nullptr || !decision.entry->lifetime) {
        return;
    }
    const consent::Lifetime& most = *decision.entry->lifetime;
    const auto latest = now + std::min<std::chrono::seconds>(most.duration, clock_reach);
    const auto capped = consent::cap_lifetime(value, most, now, http::format_date(latest));
    if (capped) {
        edits.replace(index, *capped);
    }
}

// True when a Set-Cookie was added.
bool ConsentFilter::write_own_cookies(const http::ResponseHead& head, Time now,
                                      http::Edits& edits) {
    const bool preserved =
        registry().enforcement().shared_caches == consent::SharedCaches::preserve && !origin_.any &&
        http::names_itself_shared(head.fields);
    if (preserved) {
        return false;
    }
    OwnCookies own(visiting_, visitor_, now, edits, cookies_);
    if (origin_.sets_consent) {
        own.accompany();
    }
    if (settles(head)) {
        const std::size_t bytes = remaining_bytes(head.fields, edits) + visiting_.site->via.size();
        own.settle(origin_, crumbs_, bytes, random_);
    }
    return own.wrote();
}

}   // namespace proxy

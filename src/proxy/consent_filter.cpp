#include "proxy/consent_filter.hpp"

#include "consent/cookie.hpp"
#include "consent/decision.hpp"
#include "http/cache_guard.hpp"

namespace proxy {
namespace {

using consent::Action;
using consent::Decision;
using consent::Reason;
using http::FieldId;
using observe::CookieField;
using observe::Outcome;

consent::RequestFacts request_facts(const http::RequestHead& head) {
    const http::Fields& fields = head.fields;
    return {.method = head.method,
            .sec_fetch_dest = fields.find(FieldId::sec_fetch_dest),
            .sec_fetch_mode = fields.find(FieldId::sec_fetch_mode),
            .sec_fetch_site = fields.find(FieldId::sec_fetch_site),
            .sec_purpose = fields.find(FieldId::sec_purpose),
            .x_requested_with = fields.find(FieldId::x_requested_with),
            .accept = fields.find(FieldId::accept),
            .referer = fields.find(FieldId::referer)};
}

consent::ResponseFacts response_facts(const http::ResponseHead& head) {
    const http::Fields& fields = head.fields;
    return {.status = head.status,
            .location = fields.contains(FieldId::location),
            .content_type = fields.find(FieldId::content_type),
            .content_disposition = fields.find(FieldId::content_disposition)};
}

}   // namespace

bool ConsentFilter::enforces() const {
    return site_->registry().enforcement().mode == consent::Mode::enforce;
}

void ConsentFilter::count(const Decision& decision, CookieField from) {
    const Outcome outcome = decision.action == Action::pass ? Outcome::pass
                            : enforces()                    ? Outcome::strip
                                                            : Outcome::would_strip;
    if (from == CookieField::set_cookie) {
        site_->counters->set_cookie(decision.category, outcome, decision.reason);
    } else {
        site_->counters->request_cookie(decision.category, outcome, decision.reason);
    }
    if (outcome != Outcome::pass) {
        const std::string_view name = decision.entry != nullptr
                                          ? std::string_view(decision.entry->name)
                                          : site_->unregistered->show(decision.name);
        stripped_.push_back({name, decision.reason, from});
    }
}

void ConsentFilter::read_request(const SiteView& site, bool https, const http::RequestHead& head,
                                 http::Edits& edits) {
    site_ = &site;
    https_ = https;
    request_ = request_facts(head);
    consent::VisitorReader reader(site_->registry());
    for (const http::Field& field : head.fields) {
        if (field.id == FieldId::cookie) {
            reader.add(head.fields.value(field));
        }
    }
    visitor_ = reader.finish();
    filter_cookies(head, edits);
}

void ConsentFilter::filter_cookies(const http::RequestHead& head, http::Edits& edits) {
    std::size_t index = 0;
    for (const http::Field& field : head.fields) {
        if (field.id == FieldId::cookie) {
            filter_cookie_field(head.fields.value(field), index, edits);
        }
        ++index;
    }
}

// What stays keeps its bytes and order, with one "; " between; a field that loses nothing is not
// touched at all.
void ConsentFilter::filter_cookie_field(std::string_view value, std::size_t index,
                                        http::Edits& edits) {
    scratch_.clear();
    bool took_any = false;
    consent::CrumbReader crumbs(value);
    while (const auto crumb = crumbs.next()) {
        const Decision decision =
            consent::decide_cookie(site_->registry(), visitor_.policy, crumb->name, crumb->value);
        count(decision, CookieField::cookie);
        if (decision.action == Action::strip) {
            took_any = true;
        } else {
            scratch_.append(scratch_.empty() ? "" : "; ").append(crumb->text);
        }
    }
    if (!enforces()) {
        return;
    }
    if (scratch_.empty()) {
        edits.drop(index);
    } else if (took_any) {
        edits.replace(index, scratch_);
    }
}

bool ConsentFilter::settles(const http::ResponseHead& head) const {
    return consent::settles(request_, response_facts(head), site_->registry().consent().same_site);
}

void ConsentFilter::filter_response(const http::ResponseHead& head, std::size_t lost_set_cookies,
                                    std::chrono::system_clock::time_point now, http::Edits& edits) {
    const consent::Registry& registry = site_->registry();
    bool changed = lost_set_cookies > 0;
    bool origin_chose = false;
    for (std::size_t i = 0; i < lost_set_cookies; ++i) {
        Decision lost;
        lost.action = Action::strip;
        lost.reason = Reason::malformed;
        count(lost, CookieField::set_cookie);
    }
    std::size_t index = 0;
    for (const http::Field& field : head.fields) {
        const std::size_t at = index++;
        if (field.id != FieldId::set_cookie) {
            continue;
        }
        const Decision decision =
            consent::decide_set_cookie(registry, visitor_.policy, head.fields.value(field), now);
        count(decision, CookieField::set_cookie);
        if (decision.action == Action::strip) {
            changed = true;
            edits.drop(at);
        } else if (decision.name == registry.consent().cookie) {
            origin_chose = true;
        }
    }
    if (!enforces()) {
        edits.reset();
        return;
    }
    if (!origin_chose && settles(head)) {
        changed = write_default(edits) || changed;
    }
    if (changed) {
        http::guard_caches(head.fields, edits);
    }
}

bool ConsentFilter::write_default(http::Edits& edits) {
    const consent::ConsentSettings& settings = site_->registry().consent();
    const bool keeps = visitor_.unusable() && settings.unusable == consent::UnusableCookie::keep;
    if (!visitor_.policy.first_visit || !settings.inject || keeps) {
        return false;
    }
    edits.add("Set-Cookie", site_->registry().default_set_cookie(https_));
    site_->counters->default_policy();
    if (visitor_.decided_cookie && settings.decided) {
        std::string& deletion = scratch_;
        deletion.assign(*settings.decided)
            .append("=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/")
            .append(https_ ? "; Secure" : "");
        edits.add("Set-Cookie", deletion);
    }
    return true;
}

}   // namespace proxy

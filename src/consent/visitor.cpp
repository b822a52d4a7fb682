#include "consent/visitor.hpp"

#include "consent/cookie.hpp"

#include <algorithm>
#include <charconv>

namespace consent {
namespace {

/// companion = 1*DIGIT
std::optional<std::uint64_t> parse_revision(std::string_view text) {
    std::uint64_t revision = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return revision;
}

}   // namespace

void VisitorReader::add_choice(std::string_view value) {
    ++consent_cookies_;
    if (const auto choice = read_govuk(value, registry_.categories())) {
        choice_ = choice_ ? Choice{.granted = choice_->granted & choice->granted,
                                   .refused = choice_->refused | choice->refused}
                          : *choice;
    }
}

void VisitorReader::add(std::string_view cookie_field) {
    const ConsentSettings& settings = registry_.consent();
    CrumbReader crumbs(cookie_field);
    while (const auto crumb = crumbs.next()) {
        if (crumb->name == settings.cookie) {
            add_choice(crumb->value);
        } else if (crumb->name == settings.decided) {
            decided_cookie_ = true;
            decided_ = decided_ || (!crumb->value.empty() && crumb->value != "false");
        } else if (crumb->name == registry_.companion()) {
            if (const auto revision = parse_revision(crumb->value)) {
                companion_ = true;
                revision_ = std::max(revision_, *revision);
            }
        }
    }
}

Visitor VisitorReader::finish(bool signal) const {
    Visitor visitor;
    visitor.consent_cookies = consent_cookies_;
    visitor.readable = choice_.has_value();
    visitor.outdated =
        registry_.revision() > 0 && !(companion_ && revision_ >= registry_.revision());
    visitor.decided_cookie = decided_cookie_;
    visitor.decided = decided_;

    Policy& policy = visitor.policy;
    policy.first_visit = !choice_ || visitor.outdated;
    const Choice choice = policy.first_visit ? Choice{} : *choice_;
    policy.granted = registry_.always_on() | choice.granted | (registry_.exempt() - choice.refused);

    const bool undecided = registry_.consent().decided ? !decided_ : policy.first_visit;
    visitor.objects = signal && undecided && registry_.enforcement().gpc == Gpc::object;
    if (visitor.objects) {
        policy.signalled = policy.granted - registry_.always_on();
        policy.granted = registry_.always_on();
    }
    return visitor;
}

}   // namespace consent

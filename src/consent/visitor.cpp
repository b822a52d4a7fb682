#include "consent/visitor.hpp"

#include "consent/cookie.hpp"

namespace consent {

void VisitorReader::add(std::string_view cookie_field) {
    const ConsentSettings& settings = registry_.consent();
    CrumbReader crumbs(cookie_field);
    while (const auto crumb = crumbs.next()) {
        if (crumb->name == settings.cookie) {
            consent_cookie_ = true;
            if (const auto choice = read_govuk(crumb->value, registry_.categories())) {
                choice_ = choice_ ? Choice{.granted = choice_->granted & choice->granted,
                                           .refused = choice_->refused | choice->refused}
                                  : *choice;
            }
        } else if (crumb->name == settings.decided) {
            decided_cookie_ = true;
        }
    }
}

Visitor VisitorReader::finish() const {
    const Choice choice = choice_.value_or(Choice{});
    const CategorySet granted =
        registry_.always_on() | choice.granted | (registry_.exempt() - choice.refused);
    return {.policy = {.granted = granted, .first_visit = !choice_},
            .consent_cookie = consent_cookie_,
            .decided_cookie = decided_cookie_};
}

}   // namespace consent

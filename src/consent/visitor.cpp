#include "consent/visitor.hpp"

#include "consent/cookie.hpp"
#include "consent/format.hpp"

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

std::optional<Choice> VisitorReader::read_choice(std::string_view value) {
    const auto read = [this](std::string_view text) { return registry_.format().read(text); };
    return cache_ != nullptr ? cache_->get(value, read) : read(value);
}

void VisitorReader::add_choice(std::string_view value) {
    ++consent_cookies_;
    if (const auto choice = read_choice(value)) {
        choice_ = choice_ ? Choice{.granted = choice_->granted & choice->granted,
                                   .refused = choice_->refused | choice->refused,
                                   .undecided = choice_->undecided || choice->undecided}
                          : *choice;
    }
}

void VisitorReader::add_word(std::string_view word, std::string_view value) {
    ++consent_cookies_;
    const Choice one = registry_.format().read_one(word, value);
    const Choice before = choice_.value_or(Choice{});
    const CategorySet refused = before.refused | one.refused;
    choice_ = Choice{.granted = (before.granted | one.granted) - refused, .refused = refused};
}

void VisitorReader::add(std::string_view cookie_field) {
    CrumbReader crumbs(cookie_field);
    while (const auto crumb = crumbs.next()) {
        add(*crumb);
    }
}

void VisitorReader::add_state(const Crumb& crumb) {
    const auto& [text, name, value] = crumb;
    if (const auto word = registry_.word_of(name)) {
        add_word(*word, value);
    } else if (registry_.is_consent_cookie(name)) {
        add_choice(value);
    } else if (name == registry_.consent().decided) {
        decided_cookie_ = true;
        decided_ = decided_ || (!value.empty() && value != "false");
    } else if (name == registry_.companion()) {
        if (const auto revision = parse_revision(value)) {
            companion_ = true;
            revision_ = std::max(revision_, *revision);
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
    visitor.decided = decided_ || (!registry_.consent().decided && choice_ &&
                                   registry_.format().tells_decision() && !choice_->undecided);

    Policy& policy = visitor.policy;
    policy.first_visit = !choice_ || visitor.outdated;
    const Choice choice = policy.first_visit ? Choice{} : *choice_;
    visitor.chosen =
        !policy.first_visit && (registry_.consent().decided ? decided_ : !choice.undecided);
    policy.granted = registry_.always_on() | choice.granted | (registry_.exempt() - choice.refused);

    const bool undecided =
        registry_.consent().decided ? !decided_ : policy.first_visit || choice.undecided;
    visitor.objects = signal && undecided && registry_.enforcement().gpc == Gpc::object;
    if (visitor.objects) {
        policy.signalled = policy.granted - registry_.always_on();
        policy.granted = registry_.always_on();
    }
    return visitor;
}

}   // namespace consent

#include "consent/cookie.hpp"

#include "check.hpp"
#include "consent/decision.hpp"
#include "consent/visitor.hpp"
#include "tests/consent/fixture.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <vector>

namespace {

using consent::RegistryData;
using fuzz::require;

RegistryData revised() {
    RegistryData data = consent::test::govuk();
    data.revision = 3;
    data.categories[consent::test::in_usage].basis = consent::Basis::exempt;
    data.enforcement.requests = consent::RequestCookies::strip;
    return data;
}

RegistryData undecided() {
    RegistryData data = consent::test::govuk();
    data.consent.decided.reset();
    data.consent.format.acted = {{"acted", {}, {consent::ScalarKind::boolean, "true"}}};
    return data;
}

/// A consent cookie for each category.
RegistryData each() {
    RegistryData data = consent::test::govuk();
    data.consent.cookie = "c_*";
    data.consent.format.encoding = {consent::Encoding::raw};
    data.consent.format.shape = consent::Shape::word;
    data.consent.format.answers.yes = {consent::ScalarKind::text, "allow"};
    data.enforcement.requests = consent::RequestCookies::pass;
    return data;
}

const consent::Registry& pick_registry(std::uint8_t choice) {
    static const std::array<std::unique_ptr<consent::Registry>, 4> all{
        std::make_unique<consent::Registry>(consent::test::govuk()),
        std::make_unique<consent::Registry>(revised()),
        std::make_unique<consent::Registry>(undecided()),
        std::make_unique<consent::Registry>(each())};
    return *all[choice % all.size()];
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t") == text.npos;
}

/// What lies between two crumbs.
bool is_between(std::string_view text) {
    return text.find_first_not_of(" \t;") == text.npos;
}

bool is_trimmed(std::string_view text) {
    return text.empty() ||
           (!is_blank(text.substr(0, 1)) && !is_blank(text.substr(text.size() - 1)));
}

void check_pair(const consent::Crumb& crumb) {
    const std::string_view text = crumb.text;
    const std::size_t equals = text.find('=');
    require(!text.empty() && is_trimmed(text) && text.find(';') == text.npos);
    require(is_trimmed(crumb.name) && is_trimmed(crumb.value));
    if (equals == text.npos) {
        require(crumb.name.empty() && crumb.value == text);
        return;
    }
    const std::string_view before = text.substr(0, equals);
    const std::string_view after = text.substr(equals + 1);
    require(before.starts_with(crumb.name) && is_blank(before.substr(crumb.name.size())));
    require(after.ends_with(crumb.value) &&
            is_blank(after.substr(0, after.size() - crumb.value.size())));
}

/// In order, and nothing of the field is in no crumb but blanks and semicolons.
std::vector<consent::Crumb> read_crumbs(std::string_view field) {
    std::vector<consent::Crumb> found;
    std::size_t at = 0;
    consent::CrumbReader crumbs(field);
    while (const auto crumb = crumbs.next()) {
        check_pair(*crumb);
        const auto begin = static_cast<std::size_t>(crumb->text.data() - field.data());
        require(begin >= at && begin + crumb->text.size() <= field.size());
        const std::string_view between = field.substr(at, begin - at);
        require(is_between(between) && (found.empty() || between.find(';') != between.npos));
        at = begin + crumb->text.size();
        found.push_back(*crumb);
    }
    require(is_between(field.substr(at)));
    return found;
}

bool same(const consent::Visitor& a, const consent::Visitor& b) {
    return a.policy.granted == b.policy.granted && a.policy.signalled == b.policy.signalled &&
           a.policy.first_visit == b.policy.first_visit && a.consent_cookies == b.consent_cookies &&
           a.readable == b.readable && a.outdated == b.outdated &&
           a.decided_cookie == b.decided_cookie && a.decided == b.decided && a.objects == b.objects;
}

consent::Visitor read(const consent::Registry& registry, std::string_view fields, bool signal,
                      consent::ChoiceCache* cache = nullptr) {
    consent::VisitorReader reader(registry, cache);
    while (!fields.empty()) {
        reader.add(fuzz::take_part(fields, '\n'));
    }
    return reader.finish(signal);
}

void check_policy(const consent::Registry& registry, const consent::Policy& policy) {
    consent::CategorySet all;
    for (consent::CategoryIndex index = 0; index < registry.categories().size(); ++index) {
        all.insert(index);
    }
    require((policy.granted - all).empty() && (registry.always_on() - policy.granted).empty());
    require((policy.granted & policy.signalled).empty());
    const consent::CategorySet by_default = registry.always_on() | registry.exempt();
    require(!policy.first_visit || (policy.granted - by_default).empty());
}

/// What the registry lists is held back unless it is allowed, wherever cookies are held back.
void check_decision(const consent::Registry& registry, const consent::Policy& policy,
                    const consent::Crumb& crumb) {
    using consent::Action;
    using consent::RequestCookies;
    const consent::Decision decision =
        consent::decide_cookie(registry, policy, crumb.name, crumb.value);
    const bool stripped = decision.action == Action::strip;
    const RequestCookies requests = registry.enforcement().requests;
    const bool strips_unregistered = requests == RequestCookies::strip;
    if (requests == RequestCookies::pass) {
        require(!stripped);
    } else if (crumb.name.empty()) {
        require(stripped == (strips_unregistered || crumb.value.find('=') != crumb.value.npos));
    } else if (registry.is_consent_state(crumb.name)) {
        require(!stripped);
    } else if (const consent::CookieEntry* entry = registry.find(crumb.name)) {
        require(stripped == !(entry->from_profile || policy.granted.contains(entry->category)));
    } else {
        require(stripped == strips_unregistered);
    }
}

}   // namespace

// The first byte picks the registry and Sec-GPC, each line of the rest is a Cookie field. Crumbs
// are the field's own bytes, the visitor is read the same with a cache and without and as the
// crumbs say, and nothing that the registry lists passes without leave.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view fields = fuzz::text_of(data, size);
    const std::uint8_t choice = fuzz::take_byte(fields);
    const consent::Registry& registry = pick_registry(choice);
    const bool signal = (choice & 4U) != 0;
    const consent::Visitor visitor = read(registry, fields, signal);
    consent::ChoiceCache cache;
    require(same(visitor, read(registry, fields, signal, &cache)));
    require(same(visitor, read(registry, fields, signal, &cache)));
    check_policy(registry, visitor.policy);
    const consent::Policy without_signal = read(registry, fields, false).policy;
    require((visitor.policy.granted - without_signal.granted).empty());

    unsigned consent_cookies = 0;
    bool decided = false;
    while (!fields.empty()) {
        for (const consent::Crumb& crumb : read_crumbs(fuzz::take_part(fields, '\n'))) {
            consent_cookies += registry.is_consent_cookie(crumb.name) ? 1 : 0;
            decided = decided || crumb.name == registry.consent().decided;
            check_decision(registry, visitor.policy, crumb);
        }
    }
    require(visitor.consent_cookies == consent_cookies && visitor.decided_cookie == decided);
    return 0;
}

#include "consent/decision.hpp"
#include "consent/visitor.hpp"
#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace consent {
namespace {

using namespace test;
using enum Action;
using enum Reason;

const std::chrono::system_clock::time_point now{
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

const Policy first_visit{.granted = set_of({in_essential}), .first_visit = true};
const Policy refusing{.granted = set_of({in_essential}), .first_visit = false};
const Policy granting{.granted = set_of({in_essential, in_usage}), .first_visit = false};

struct Row {
    std::string field;
    Action action;
    Reason reason;
    CategoryIndex category;
    std::string entry;   ///< empty where no entry matches
    std::string name;
};

void check(const Registry& registry, const Policy& policy, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        CAPTURE(row.field.substr(0, 100));
        const Decision decision = decide_set_cookie(registry, policy, row.field, now);
        CHECK(to_string(decision.action) == to_string(row.action));
        CHECK(to_string(decision.reason) == to_string(row.reason));
        CHECK(decision.category == row.category);
        CHECK((decision.entry == nullptr ? "" : decision.entry->name) == row.entry);
        CHECK(decision.name == row.name);
    }
}

const std::string expired = "; Expires=Thu, 01 Jan 1970 00:00:00 GMT";

/// These are decided alike, whatever the visitor chose and the registry does with strangers.
const std::vector<Row> always{
    // Malformed comes before everything.
    {"cookies_policy=\x01", strip, malformed, no_category, "", "cookies_policy"},
    {"cookies_preferences_set=true; Path=/\x7f", strip, malformed, no_category, "",
     "cookies_preferences_set"},
    {"licensing_session=\n", strip, malformed, no_category, "", "licensing_session"},
    {std::string("licensing_session=a\0", 20), strip, malformed, no_category, "",
     "licensing_session"},
    {"licensing_session=" + std::string(4096, 'x'), strip, malformed, no_category, "",
     "licensing_session"},
    {"_ga=\x02; Max-Age=0", strip, malformed, no_category, "", "_ga"},
    {"\x1f", strip, malformed, no_category, "", ""},
    // Consent state, whatever it says, a deletion too.
    {"cookies_policy={\"usage\":true}; Path=/", pass, consent_state, in_essential, "cookies_policy",
     "cookies_policy"},
    {"cookies_policy=; Max-Age=0", pass, consent_state, in_essential, "cookies_policy",
     "cookies_policy"},
    {"cookies_preferences_set=true", pass, consent_state, in_essential, "",
     "cookies_preferences_set"},
    {"cookies_policy_revision=3", pass, consent_state, in_essential, "", "cookies_policy_revision"},
    // A nameless cookie that a server would read as another.
    {"=_ga=1", strip, nameless, no_category, "", ""},
    {"=licensing_session=1", strip, nameless, no_category, "", ""},
    {"=cookies_policy={}", strip, nameless, no_category, "", ""},
    {" = a=b; Max-Age=0", strip, nameless, no_category, "", ""},
    // Deletions, registered or not.
    {"_ga=; Max-Age=0", pass, deletion, in_usage, "_ga", "_ga"},
    {"_ga=; Max-Age=-1; Path=/", pass, deletion, in_usage, "_ga", "_ga"},
    {"_ga_X=deleted" + expired, pass, deletion, in_usage, "_ga_*", "_ga_X"},
    {"tracked_x=" + expired, pass, deletion, in_campaigns, "tracked_*", "tracked_x"},
    {"stranger=" + expired, pass, deletion, no_category, "", "stranger"},
    {"stranger=; max-age=0", pass, deletion, no_category, "", "stranger"},
    {"licensing_session=" + expired, pass, deletion, in_essential, "licensing_session",
     "licensing_session"},
    {"JSESSIONID=; Max-Age=0", pass, deletion, in_essential, "JSESSIONID*", "JSESSIONID"},
    {"_ga=; Max-Age=60; Max-Age=0", pass, deletion, in_usage, "_ga", "_ga"},
    {"_ga=; Max-Age=junk" + expired, pass, deletion, in_usage, "_ga", "_ga"},
    // Always on.
    {"licensing_session=1; Path=/", pass, Reason::essential, in_essential, "licensing_session",
     "licensing_session"},
    {"JSESSIONID=1; HttpOnly", pass, Reason::essential, in_essential, "JSESSIONID*", "JSESSIONID"},
    {"JSESSIONID1=1", pass, Reason::essential, in_essential, "JSESSIONID*", "JSESSIONID1"},
};

/// Beside those: what hangs on the visitor's choice. None of it is a deletion.
std::vector<Row> optional(Action usage_action, Reason usage_reason, Reason campaigns_reason) {
    return {
        {"_ga=1", usage_action, usage_reason, in_usage, "_ga", "_ga"},
        {" _ga = 1 ;Path=/", usage_action, usage_reason, in_usage, "_ga", "_ga"},
        {"_ga=a=b", usage_action, usage_reason, in_usage, "_ga", "_ga"},
        {"_ga=", usage_action, usage_reason, in_usage, "_ga", "_ga"},
        {"_ga_X=1; Domain=example.gov.uk", usage_action, usage_reason, in_usage, "_ga_*", "_ga_X"},
        {"_ga=1; Max-Age=60" + expired, usage_action, usage_reason, in_usage, "_ga", "_ga"},
        {"_ga=1; Max-Age=0; Max-Age=60", usage_action, usage_reason, in_usage, "_ga", "_ga"},
        {"_ga=1; Max-Age=-", usage_action, usage_reason, in_usage, "_ga", "_ga"},
        {"_ga=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT", usage_action, usage_reason, in_usage,
         "_ga", "_ga"},
        {"_ga=1; Expires=yesterday", usage_action, usage_reason, in_usage, "_ga", "_ga"},
        {"tracked_1=1", strip, campaigns_reason, in_campaigns, "tracked_*", "tracked_1"},
        {"global_banner_seen={\"count\":0,\"version\":1}", strip, campaigns_reason, in_settings,
         "global_banner_seen", "global_banner_seen"},
    };
}

/// What hangs on `unregistered`.
std::vector<Row> strangers(Action action) {
    return {
        {"stranger=1", action, unregistered, no_category, "", "stranger"},
        {"_GA=1", action, unregistered, no_category, "", "_GA"},
        {"_gat=1", action, unregistered, no_category, "", "_gat"},
        {"jsessionid=1", action, unregistered, no_category, "", "jsessionid"},
        {"Cookies_Policy={}", action, unregistered, no_category, "", "Cookies_Policy"},
        {"_ga", action, nameless, no_category, "", ""},
        {"licensing_session", action, nameless, no_category, "", ""},
        {"cookies_policy", action, nameless, no_category, "", ""},
        {"=x", action, nameless, no_category, "", ""},
        {"=", action, nameless, no_category, "", ""},
        {"", action, nameless, no_category, "", ""},
        {"; Path=/; Max-Age=0", action, nameless, no_category, "", ""},
        {"secret; Max-Age=0", action, nameless, no_category, "", ""},
    };
}

}   // namespace

TEST_CASE("Set-Cookie: malformed, consent state, deletions and essentials are always alike") {
    for (const Unregistered unregistered : {Unregistered::strip, Unregistered::pass}) {
        RegistryData data = govuk();
        data.enforcement.unregistered = unregistered;
        const Registry registry(data);
        for (const Policy& policy : {first_visit, refusing, granting}) {
            check(registry, policy, always);
        }
    }
}

TEST_CASE("Set-Cookie: a registered cookie goes by the visitor's choice") {
    for (const Unregistered unregistered : {Unregistered::strip, Unregistered::pass}) {
        RegistryData data = govuk();
        data.enforcement.unregistered = unregistered;
        const Registry registry(data);
        check(registry, first_visit, optional(strip, undecided, undecided));
        check(registry, refusing, optional(strip, refused, refused));
        check(registry, granting, optional(pass, granted, refused));
    }
}

TEST_CASE("Set-Cookie: an unregistered cookie goes by the registry") {
    RegistryData data = govuk();
    const Registry stripping(data);
    data.enforcement.unregistered = Unregistered::pass;
    const Registry passing(data);
    for (const Policy& policy : {first_visit, refusing, granting}) {
        check(stripping, policy, strangers(strip));
        check(passing, policy, strangers(pass));
    }
}

TEST_CASE("Set-Cookie: an exempt category is granted until refused, on a first visit too") {
    RegistryData data = govuk();
    data.categories[in_usage].basis = Basis::exempt;
    const Registry registry(data);
    const auto visitor = [&registry](std::string_view cookies) {
        VisitorReader reader(registry);
        reader.add(cookies);
        return reader.finish().policy;
    };
    check(registry, visitor(""), {{"_ga=1", pass, granted, in_usage, "_ga", "_ga"}});
    check(registry, visitor("cookies_policy={}"),
          {{"_ga=1", pass, granted, in_usage, "_ga", "_ga"}});
    check(registry, visitor("cookies_policy={\"usage\":false}"),
          {{"_ga=1", strip, refused, in_usage, "_ga", "_ga"}});
}

TEST_CASE("Set-Cookie: the registry's own entry beats a profile's") {
    RegistryData data = govuk();
    data.cookies.insert(data.cookies.begin(), entry("JSESSIONID", in_settings));
    const Registry registry(data);
    check(registry, refusing,
          {{"JSESSIONID=1", strip, refused, in_settings, "JSESSIONID", "JSESSIONID"},
           {"JSESSIONID2=1", pass, Reason::essential, in_essential, "JSESSIONID*", "JSESSIONID2"}});
}

TEST_CASE("Set-Cookie: profiles are always on, even without an essential category") {
    RegistryData data = govuk();
    data.categories = {category("usage")};
    data.cookies = {entry("_ga", 0), profile_entry("JSESSIONID*")};
    const Registry registry(data);
    const Policy nothing{.granted = {}, .first_visit = false};
    check(registry, nothing,
          {{"JSESSIONID=1", pass, Reason::essential, no_category, "JSESSIONID*", "JSESSIONID"},
           {"cookies_policy={}", pass, consent_state, no_category, "", "cookies_policy"},
           {"_ga=1", strip, refused, 0, "_ga", "_ga"}});
}

TEST_CASE("Set-Cookie: consent state passes even where the registry lists it elsewhere") {
    RegistryData data = govuk();
    data.cookies = {entry("cookies_*", in_campaigns), profile_entry("cookies_policy")};
    check(
        Registry(data), refusing,
        {{"cookies_policy={}", pass, consent_state, in_campaigns, "cookies_*", "cookies_policy"}});
    data.cookies = {profile_entry("cookies_policy")};
    check(Registry(data), refusing,
          {{"cookies_policy={}", pass, consent_state, in_essential, "cookies_policy",
            "cookies_policy"}});
}

TEST_CASE("Set-Cookie: a category of that id is always on whatever its basis says") {
    RegistryData data = govuk();
    data.categories[in_essential].basis = Basis::consent;
    const Policy nothing{.granted = {}, .first_visit = false};
    check(Registry(data), nothing,
          {{"licensing_session=1", pass, Reason::essential, in_essential, "licensing_session",
            "licensing_session"}});
}

TEST_CASE("actions and reasons have their words") {
    CHECK(to_string(pass) == "pass");
    CHECK(to_string(strip) == "strip");
    const std::vector<std::pair<Reason, std::string_view>> words{
        {malformed, "malformed"}, {consent_state, "consent-state"},
        {nameless, "nameless"},   {deletion, "deletion"},
        {granted, "granted"},     {Reason::essential, "essential"},
        {refused, "refused"},     {undecided, "undecided"},
        {signal, "signal"},       {unregistered, "unregistered"},
        {bypass, "bypass"}};
    CHECK(words.size() == reason_count);
    for (const auto& [reason, word] : words) {
        CHECK(to_string(reason) == word);
    }
}

TEST_CASE("an unregistered cookie that is held back may be told to look like a session") {
    RegistryData data = govuk();
    const Policy policy{.granted = set_of({in_essential}), .first_visit = false};
    const auto now = std::chrono::system_clock::now();
    const std::string session = "=0123456789abcdef; Path=/; HttpOnly";
    const Registry registry(data);
    CHECK(decide_set_cookie(registry, policy, "PHPSESSID" + session, now).session);
    CHECK_FALSE(decide_set_cookie(registry, policy, "_ga" + session, now).session);
    CHECK_FALSE(decide_set_cookie(registry, policy, "PHPSESSID=short; HttpOnly", now).session);
    data.enforcement.unregistered = Unregistered::pass;
    const Registry passing(data);
    CHECK_FALSE(decide_set_cookie(passing, policy, "PHPSESSID" + session, now).session);
}

TEST_CASE("a deletion of consent state is told") {
    const Registry registry(govuk());
    const auto now = std::chrono::system_clock::now();
    CHECK(decide_set_cookie(registry, {}, "cookies_policy=; Max-Age=0", now).deletes);
    CHECK_FALSE(decide_set_cookie(registry, {}, "cookies_policy={}", now).deletes);
}

}   // namespace consent

#include "consent/cookie.hpp"
#include "consent/decision.hpp"
#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

namespace consent {
namespace {

using namespace test;
using enum Action;
using enum Reason;

const Policy first_visit{.granted = set_of({in_essential}), .first_visit = true};
const Policy chosen{.granted = set_of({in_essential, in_usage}), .first_visit = false};

struct Row {
    std::string_view crumb;
    Reason reason;
    CategoryIndex category;
    // What is done under each value of `enforcement.requests`.
    Action refused;
    Action strip;
    Action pass;
};

void check(const Policy& policy, const std::vector<Row>& rows) {
    for (const RequestCookies requests :
         {RequestCookies::refused, RequestCookies::strip, RequestCookies::pass}) {
        RegistryData data = govuk();
        data.enforcement.requests = requests;
        const Registry registry(data);
        for (const Row& row : rows) {
            CAPTURE(row.crumb, static_cast<int>(requests));
            const auto crumb = CrumbReader(row.crumb).next();
            REQUIRE(crumb);
            const Decision decision = decide_cookie(registry, policy, crumb->name, crumb->value);
            const Action expected = requests == RequestCookies::refused ? row.refused
                                    : requests == RequestCookies::strip ? row.strip
                                                                        : row.pass;
            CHECK(to_string(decision.action) == to_string(expected));
            CHECK(to_string(decision.reason) == to_string(row.reason));
            CHECK(decision.category == row.category);
            CHECK(decision.name == crumb->name);
        }
    }
}

const std::vector<Row> always{
    {"cookies_policy={\"usage\":true}", consent_state, in_essential, pass, pass, pass},
    {"cookies_policy=junk", consent_state, in_essential, pass, pass, pass},
    {"cookies_preferences_set=true", consent_state, in_essential, pass, pass, pass},
    {"cookies_policy_revision=2", consent_state, in_essential, pass, pass, pass},
    {"licensing_session=1", Reason::essential, in_essential, pass, pass, pass},
    {"JSESSIONID=1", Reason::essential, in_essential, pass, pass, pass},
    {"stranger=1", unregistered, no_category, pass, strip, pass},
    {"_GA=1", unregistered, no_category, pass, strip, pass},
    {"stranger=", unregistered, no_category, pass, strip, pass},
    {"_ga", nameless, no_category, pass, strip, pass},
    {"=x", nameless, no_category, pass, strip, pass},
    {"=", nameless, no_category, pass, strip, pass},
    {"=_ga=1", nameless, no_category, strip, strip, pass},
    {"=licensing_session=1", nameless, no_category, strip, strip, pass},
};

}   // namespace

TEST_CASE("Cookie: what does not hang on the choice") {
    check(first_visit, always);
    check(chosen, always);
}

TEST_CASE("Cookie: registered cookies go by the visitor's choice") {
    check(first_visit, {{"_ga=1", undecided, in_usage, strip, strip, pass},
                        {"_ga_X=1", undecided, in_usage, strip, strip, pass},
                        {"tracked_1=1", undecided, in_campaigns, strip, strip, pass}});
    check(chosen, {{"_ga=1", granted, in_usage, pass, pass, pass},
                   {"_ga_X=1", granted, in_usage, pass, pass, pass},
                   {"tracked_1=1", refused, in_campaigns, strip, strip, pass},
                   {"global_banner_seen=1", refused, in_settings, strip, strip, pass}});
}

TEST_CASE("Cookie: the entry that matched is told") {
    const Registry registry(govuk());
    CHECK(decide_cookie(registry, chosen, "_ga_X", "1").entry == registry.find("_ga_X"));
    CHECK(decide_cookie(registry, chosen, "_ga_X", "1").entry->name == "_ga_*");
    CHECK(decide_cookie(registry, chosen, "stranger", "1").entry == nullptr);
    CHECK(decide_cookie(registry, chosen, "", "_ga").entry == nullptr);
}

TEST_CASE("Cookie: `unregistered` is for responses alone") {
    RegistryData data = govuk();
    data.enforcement.unregistered = Unregistered::strip;
    CHECK(decide_cookie(Registry(data), chosen, "stranger", "1").action == pass);
    data.enforcement.unregistered = Unregistered::pass;
    data.enforcement.requests = RequestCookies::strip;
    CHECK(decide_cookie(Registry(data), chosen, "stranger", "1").action == strip);
}

}   // namespace consent

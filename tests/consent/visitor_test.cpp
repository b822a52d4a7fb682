#include "consent/visitor.hpp"

#include "consent/decision.hpp"
#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace consent {
namespace {

using namespace test;

Visitor read(const Registry& registry, const std::vector<std::string>& fields,
             bool signal = false) {
    VisitorReader reader(registry);
    for (const std::string& field : fields) {
        reader.add(field);
    }
    return reader.finish(signal);
}

RegistryData exempting() {
    RegistryData data = govuk();
    data.categories[in_usage].basis = Basis::exempt;
    return data;
}

struct Row {
    std::vector<std::string> fields;
    CategorySet granted;
    bool first_visit;
    bool unusable;
};

const CategorySet nothing = set_of({in_essential});
const std::string no = R"(cookies_policy={"essential":true,"settings":false,"usage":false,)"
                       R"("campaigns":false})";
const std::string yes = R"(cookies_policy={"essential":true,"settings":true,"usage":true,)"
                        R"("campaigns":true})";

const std::vector<Row> rows{
    {{}, nothing, true, false},
    {{""}, nothing, true, false},
    {{"a=b; _ga=1"}, nothing, true, false},
    {{no}, nothing, false, false},
    {{yes}, set_of({0, 1, 2, 3}), false, false},
    {{"a=1; " + yes + "; b=2"}, set_of({0, 1, 2, 3}), false, false},
    {{"a=1", "b=2; " + yes}, set_of({0, 1, 2, 3}), false, false},
    {{"cookies_policy={\"usage\":true}"}, set_of({0, 2}), false, false},
    {{"cookies_policy={}"}, nothing, false, false},
    {{"cookies_policy={\"essential\":false}"}, nothing, false, false},
    {{"cookies_policy={\"essential\":false,\"usage\":true}"}, set_of({0, 2}), false, false},
    {{"cookies_policy={\"usage\":\"true\"}"}, nothing, false, false},
    {{"cookies_policy="}, nothing, true, true},
    {{"cookies_policy"}, nothing, true, false},   // a nameless cookie with that value
    {{"cookies_policy=true"}, nothing, true, true},
    // Names are bytes.
    {{"Cookies_Policy={\"usage\":true}"}, nothing, true, false},
    {{"cookies_policy2={\"usage\":true}"}, nothing, true, false},
    {{"cookies_policy_revision={\"usage\":true}"}, nothing, true, false},
    // Two of them.
    {{yes + "; " + no}, nothing, false, false},
    {{no, yes}, nothing, false, false},
    {{"cookies_policy={\"usage\":true,\"settings\":true}; cookies_policy={\"usage\":true}"},
     set_of({0, 2}),
     false,
     false},
    {{yes + "; " + yes}, set_of({0, 1, 2, 3}), false, false},
    {{yes + "; cookies_policy=junk"}, set_of({0, 1, 2, 3}), false, false},
    {{"cookies_policy=junk; " + yes}, set_of({0, 1, 2, 3}), false, false},
    {{"cookies_policy=junk", "cookies_policy=[]"}, nothing, true, true},
};

}   // namespace

TEST_CASE("the Cookie fields say what is on") {
    const Registry registry(govuk());
    for (const Row& row : rows) {
        CAPTURE(row.fields);
        const Visitor visitor = read(registry, row.fields);
        CHECK(visitor.policy.granted == row.granted);
        CHECK(visitor.policy.first_visit == row.first_visit);
        CHECK(visitor.unusable() == row.unusable);
    }
}

TEST_CASE("an exempt category is on until refused") {
    const Registry registry(exempting());
    const auto granted = [&registry](const std::string& field) {
        return read(registry, {field}).policy.granted;
    };
    CHECK(granted("") == set_of({0, 2}));
    CHECK(granted("cookies_policy=junk") == set_of({0, 2}));
    CHECK(granted("cookies_policy={}") == set_of({0, 2}));
    CHECK(granted("cookies_policy={\"settings\":true}") == set_of({0, 1, 2}));
    CHECK(granted("cookies_policy={\"usage\":true}") == set_of({0, 2}));
    CHECK(granted("cookies_policy={\"usage\":false}") == set_of({0}));
    CHECK(granted("cookies_policy={\"usage\":\"yes\"}") == set_of({0}));
    CHECK(granted("cookies_policy={\"usage\":null}") == set_of({0}));
    CHECK(granted("cookies_policy={\"usage\":true,\"usage\":false}") == set_of({0}));
    // Any refusal counts; not naming it is none.
    CHECK(granted("cookies_policy={}; cookies_policy={\"usage\":false}") == set_of({0}));
    CHECK(granted("cookies_policy={\"usage\":false}; cookies_policy={}") == set_of({0}));
    CHECK(granted("cookies_policy={\"usage\":true}; cookies_policy={}") == set_of({0, 2}));
}

TEST_CASE("consent and decided cookies are told by presence") {
    const Registry registry(govuk());
    CHECK(read(registry, {"a=b"}).consent_cookies == 0);
    CHECK_FALSE(read(registry, {"a=b"}).decided_cookie);
    CHECK(read(registry, {no}).consent_cookies == 1);
    CHECK(read(registry, {"cookies_policy=junk"}).consent_cookies == 1);
    CHECK_FALSE(read(registry, {no}).decided_cookie);
    CHECK(read(registry, {"cookies_preferences_set=true"}).decided_cookie);
    CHECK(read(registry, {no, "cookies_preferences_set="}).decided_cookie);
    CHECK_FALSE(read(registry, {"cookies_preferences_set"}).decided_cookie);

    RegistryData data = govuk();
    data.consent.decided.reset();
    const Registry undecided(data);
    CHECK_FALSE(read(undecided, {"cookies_preferences_set=true; x; =y"}).decided_cookie);
}

TEST_CASE("a companion of a lower revision, or none, makes a first visit") {
    struct Revision {
        std::uint32_t registry;
        std::vector<std::string> fields;
        bool outdated;
    };
    const std::string companion = "cookies_policy_revision=";
    const std::vector<Revision> revisions{
        {0, {yes}, false},
        {0, {yes, companion + "0"}, false},
        {0, {yes, companion + "junk"}, false},
        {3, {yes}, true},
        {3, {yes, companion + "0"}, true},
        {3, {yes, companion + "2"}, true},
        {3, {yes, companion + "3"}, false},
        {3, {yes, companion + "4"}, false},
        {3, {companion + "3; " + yes}, false},
        {3, {yes + "; " + companion + " 3 "}, false},
        {3, {yes, companion + "18446744073709551615"}, false},
        {4'294'967'295U, {yes, companion + "4294967294"}, true},
        {4'294'967'295U, {yes, companion + "4294967295"}, false},
        // No number.
        {3, {yes, companion}, true},
        {3, {yes, "cookies_policy_revision"}, true},
        {3, {yes, companion + "+3"}, true},
        {3, {yes, companion + "-3"}, true},
        {3, {yes, companion + "3x"}, true},
        {3, {yes, companion + "3.0"}, true},
        {3, {yes, companion + "0x3"}, true},
        {3, {yes, companion + "3 3"}, true},
        {3, {yes, companion + "%33"}, true},
        {3, {yes, companion + "\"3\""}, true},
        {3, {yes, companion + "18446744073709551616"}, true},
        // Another cookie.
        {3, {yes, "Cookies_Policy_Revision=3"}, true},
        {3, {yes, "cookies_preferences_set_revision=3"}, true},
        // One of several is enough: a twin on another path or domain may be older.
        {3, {yes, companion + "2; " + companion + "3"}, false},
        {3, {yes, companion + "3", companion + "2"}, false},
        {3, {yes, companion + "junk; " + companion + "3; " + companion}, false},
        {3, {yes, companion + "1; " + companion + "2"}, true},
    };
    for (const Revision& row : revisions) {
        RegistryData data = govuk();
        data.revision = row.registry;
        const Registry registry(data);
        CAPTURE(row.registry, row.fields);
        const Visitor visitor = read(registry, row.fields);
        CHECK(visitor.outdated == row.outdated);
        CHECK(visitor.policy.first_visit == row.outdated);
        CHECK(visitor.policy.granted == (row.outdated ? nothing : set_of({0, 1, 2, 3})));
        CHECK(visitor.readable);
        CHECK_FALSE(visitor.unusable());
    }
}

TEST_CASE("a companion alone is no choice") {
    RegistryData data = govuk();
    data.revision = 3;
    const Registry registry(data);
    CHECK(read(registry, {"cookies_policy_revision=3"}).policy.first_visit);
    CHECK_FALSE(read(registry, {"cookies_policy_revision=3"}).outdated);
    CHECK(read(registry, {"cookies_policy=junk; cookies_policy_revision=3"}).unusable());
}

TEST_CASE("an outdated refusal of an exempt category is asked again") {
    RegistryData data = exempting();
    data.revision = 3;
    const Registry registry(data);
    const std::string refusal = "cookies_policy={\"usage\":false}; cookies_policy_revision=";
    CHECK(read(registry, {refusal + "3"}).policy.granted == set_of({0}));
    CHECK(read(registry, {refusal + "2"}).policy.granted == set_of({0, 2}));
}

TEST_CASE("a decided cookie says so unless it is empty or false") {
    const Registry registry(govuk());
    const auto decided = [&registry](const std::string& field) {
        return read(registry, {field}).decided;
    };
    const std::string name = "cookies_preferences_set=";
    CHECK_FALSE(decided(""));
    CHECK_FALSE(decided("cookies_preferences_set"));
    CHECK_FALSE(decided(name));
    CHECK_FALSE(decided(name + " "));
    CHECK_FALSE(decided(name + "false"));
    CHECK_FALSE(decided("Cookies_Preferences_Set=true"));
    CHECK(decided(name + "true"));
    CHECK(decided(name + "1"));
    CHECK(decided(name + "0"));
    CHECK(decided(name + "falsely"));
    CHECK(decided(name + "false; " + name + "true"));
    CHECK(decided(name + "true; " + name));
}

TEST_CASE("Sec-GPC turns off what is not always on until the visitor has decided") {
    const Registry registry(govuk());
    struct Signal {
        std::vector<std::string> fields;
        bool objects;
    };
    const std::string name = "cookies_preferences_set=";
    const std::vector<Signal> signals{
        {{yes}, true},
        {{yes, name}, true},
        {{yes, name + "false"}, true},
        {{yes, "cookies_preferences_set"}, true},
        {{yes, name + "true"}, false},
        {{name + "true; " + yes}, false},
        {{yes, name + "false; " + name + "1"}, false},
    };
    const CategorySet all = set_of({0, 1, 2, 3});
    for (const Signal& row : signals) {
        CAPTURE(row.fields);
        const Visitor visitor = read(registry, row.fields, true);
        CHECK(visitor.objects == row.objects);
        CHECK(visitor.policy.granted == (row.objects ? nothing : all));
        CHECK(visitor.policy.signalled == (row.objects ? all - nothing : CategorySet{}));
        CHECK_FALSE(visitor.policy.first_visit);
        CHECK(read(registry, row.fields).policy.granted == all);
        CHECK_FALSE(read(registry, row.fields).objects);
    }
}

TEST_CASE("where no cookie says that the visitor has decided, a choice does") {
    RegistryData data = exempting();
    data.consent.decided.reset();
    const Registry registry(data);
    CHECK_FALSE(read(registry, {yes}, true).objects);
    CHECK(read(registry, {yes}, true).policy.granted == set_of({0, 1, 2, 3}));
    CHECK_FALSE(read(registry, {"cookies_policy={}"}, true).objects);
    for (const char* field : {"", "cookies_policy=junk", "cookies_preferences_set=true"}) {
        CAPTURE(field);
        CHECK(read(registry, {field}, true).objects);
        CHECK(read(registry, {field}, true).policy.granted == nothing);
    }

    data.revision = 3;
    const Registry revised(data);
    CHECK(read(revised, {yes}, true).objects);
    CHECK_FALSE(read(revised, {yes, "cookies_policy_revision=3"}, true).objects);
}

TEST_CASE("gpc: ignore") {
    RegistryData data = exempting();
    data.enforcement.gpc = Gpc::ignore;
    const Registry registry(data);
    CHECK_FALSE(read(registry, {yes}, true).objects);
    CHECK(read(registry, {yes}, true).policy.granted == set_of({0, 1, 2, 3}));
    CHECK(read(registry, {}, true).policy.granted == set_of({0, 2}));
    CHECK(read(registry, {}, true).policy.signalled.empty());
}

TEST_CASE("the signal is the reason only where it made the difference") {
    const Registry registry(exempting());
    const std::string decided = "cookies_preferences_set=true";
    const auto reason = [&registry](const std::vector<std::string>& fields, const char* cookie) {
        const Visitor visitor = read(registry, fields, true);
        return to_string(decide_cookie(registry, visitor.policy, cookie, "1").reason);
    };
    const std::string settings_alone = "cookies_policy={\"settings\":true,\"usage\":false}";
    // On a first visit: usage is exempt, settings would be off anyway.
    CHECK(reason({}, "_ga") == "signal");
    CHECK(reason({}, "global_banner_seen") == "undecided");
    CHECK(reason({}, "licensing_session") == "essential");
    CHECK(reason({}, "JSESSIONID") == "essential");
    CHECK(reason({}, "other") == "unregistered");
    CHECK(reason({}, "cookies_policy") == "consent-state");
    // With a choice that no decided cookie confirms.
    CHECK(reason({yes}, "_ga") == "signal");
    CHECK(reason({yes}, "global_banner_seen") == "signal");
    CHECK(reason({"cookies_policy={}"}, "_ga") == "signal");
    CHECK(reason({"cookies_policy={}"}, "global_banner_seen") == "refused");
    CHECK(reason({settings_alone}, "_ga") == "refused");
    CHECK(reason({settings_alone}, "global_banner_seen") == "signal");
    // With one that it does confirm.
    CHECK(reason({yes, decided}, "_ga") == "granted");
    CHECK(reason({settings_alone, decided}, "_ga") == "refused");
    CHECK(reason({decided}, "_ga") == "granted");

    const Visitor visitor = read(registry, {yes}, true);
    const auto now = std::chrono::system_clock::now();
    const Decision set = decide_set_cookie(registry, visitor.policy, "_ga=1", now);
    CHECK(set.reason == Reason::signal);
    CHECK(set.action == Action::strip);
    CHECK(decide_set_cookie(registry, visitor.policy, "_ga=; Max-Age=0", now).reason ==
          Reason::deletion);
}

TEST_CASE("who has chosen need not be asked") {
    RegistryData data = govuk();
    data.revision = 2;
    const Registry registry(std::move(data));
    const std::string choice = "cookies_policy={\"usage\":true}";
    const std::string decided = "cookies_preferences_set=true";
    const std::string companion = "cookies_policy_revision=2";
    CHECK(read(registry, {choice, decided, companion}, false).chosen);
    CHECK_FALSE(read(registry, {choice, companion}, false).chosen);
    CHECK_FALSE(read(registry, {choice, decided}, false).chosen);
    CHECK_FALSE(read(registry, {decided, companion}, false).chosen);
    CHECK_FALSE(read(registry, {choice, "cookies_preferences_set=false", companion}, false).chosen);
    CHECK(read(registry, {choice, decided, companion}, true).chosen);

    RegistryData without = govuk();
    without.consent.decided.reset();
    const Registry silent(std::move(without));
    CHECK(read(silent, {choice}, false).chosen);
    CHECK_FALSE(read(silent, {}, false).chosen);
}

}   // namespace consent

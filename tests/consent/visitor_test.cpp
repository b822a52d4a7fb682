#include "consent/visitor.hpp"

#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace consent {
namespace {

using namespace test;

Visitor read(const Registry& registry, const std::vector<std::string>& fields) {
    VisitorReader reader(registry);
    for (const std::string& field : fields) {
        reader.add(field);
    }
    return reader.finish();
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

}   // namespace consent

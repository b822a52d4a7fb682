// Visitors of sites with other formats than GOV.UK's.
#include "consent/decision.hpp"
#include "consent/visitor.hpp"
#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>

namespace consent {
namespace {

using namespace test;

Visitor read(const Registry& registry, std::string_view field, bool signal = false) {
    VisitorReader reader(registry);
    reader.add(field);
    return reader.finish(signal);
}

/// Complianz: `cmplz_marketing=allow`.
RegistryData complianz() {
    RegistryData data = govuk();
    data.consent.cookie = "cmplz_*";
    data.consent.decided.reset();
    FormatData& format = data.consent.format;
    format.encoding = {Encoding::raw};
    format.shape = Shape::word;
    format.answers = {
        .yes = {ScalarKind::text, "allow"}, .no = {ScalarKind::text, "deny"}, .undecided = {}};
    format.categories = {{"essential", {"functional"}},
                         {"settings", {"preferences"}},
                         {"usage", {"statistics", "statistics-anonymous"}},
                         {"campaigns", {"marketing"}}};
    format.writes = Writes::nothing;
    return data;
}

RegistryData acting() {
    RegistryData data = govuk();
    data.consent.decided.reset();
    data.consent.format.acted = {{"consented", {}, {ScalarKind::boolean, "true"}}};
    data.categories[in_usage].basis = Basis::exempt;
    return data;
}

}   // namespace

TEST_CASE("a cookie for each category: together they are the choice") {
    struct Row {
        std::string_view field;
        CategorySet granted;
        bool first_visit;
    };
    const CategorySet nothing = set_of({in_essential});
    const std::vector<Row> rows{
        {"", nothing, true},
        {"cmplz_marketing=allow; cmplz_statistics=allow", set_of({0, 2, 3}), false},
        {"cmplz_marketing=allow; cmplz_statistics=deny", set_of({0, 3}), false},
        {"cmplz_statistics=allow; cmplz_statistics-anonymous=deny", nothing, false},
        {"cmplz_statistics=allow; cmplz_statistics=deny", nothing, false},
        {"cmplz_statistics=deny; cmplz_statistics=allow", nothing, false},
        {"cmplz_statistics=allow; cmplz_statistics=deny; cmplz_statistics=allow", nothing, false},
        {"cmplz_functional=allow", nothing, false},
        {"cmplz_statistics=Allow", nothing, false},
        {"cmplz_statistics=", nothing, false},
        {"cmplz_policy_id=12; cmplz_=allow; cmplz_usage=allow", nothing, true},
        {"cmplz_*=allow", nothing, true},
        {"CMPLZ_statistics=allow; xcmplz_statistics=allow", nothing, true},
    };
    const Registry registry(complianz());
    for (const Row& row : rows) {
        CAPTURE(row.field);
        const Visitor visitor = read(registry, row.field);
        CHECK(visitor.policy.granted == row.granted);
        CHECK(visitor.policy.first_visit == row.first_visit);
        CHECK_FALSE(visitor.unusable());
    }
}

TEST_CASE("each of those cookies is consent state, and no other") {
    RegistryData data = complianz();
    data.revision = 2;
    const Registry registry(data);
    CHECK(registry.companion() == "cmplz__revision");
    for (const std::string_view name :
         {"cmplz_marketing", "cmplz_statistics-anonymous", "cmplz_functional", "cmplz__revision"}) {
        CAPTURE(name);
        CHECK(registry.is_consent_state(name));
        CHECK(decide_cookie(registry, {}, name, "x").reason == Reason::consent_state);
    }
    for (const std::string_view name : {"cmplz_*", "cmplz_", "cmplz", "cmplz_policy_id"}) {
        CAPTURE(name);
        CHECK_FALSE(registry.is_consent_state(name));
    }
    CHECK(read(registry, "cmplz_statistics=allow").policy.first_visit);
    CHECK_FALSE(read(registry, "cmplz_statistics=allow; cmplz__revision=2").policy.first_visit);
    CHECK_FALSE(registry.consent().inject);
}

TEST_CASE("a suffix of the pattern counts too") {
    RegistryData data = complianz();
    data.consent.cookie = "a*a";
    data.consent.format.categories = {{"usage", {"stats", "a"}}, {"campaigns", {""}}};
    data.consent.format.closed = true;
    const Registry registry(data);
    CHECK(registry.word_of("astatsa") == "stats");
    CHECK(registry.word_of("aaa") == "a");
    CHECK(registry.word_of("aa") == "");
    CHECK_FALSE(registry.word_of("a"));
    CHECK_FALSE(registry.word_of("astatsb"));
}

TEST_CASE("who has not acted is undecided, though the cookie is usable") {
    const Registry registry(acting());
    const std::string not_yet =
        R"(cookies_policy={"usage":false,"settings":true,"consented":false})";
    const std::string chosen = R"(cookies_policy={"usage":true,"settings":true,"consented":true})";
    const Visitor visitor = read(registry, not_yet);
    CHECK_FALSE(visitor.policy.first_visit);
    CHECK(visitor.policy.granted == set_of({in_essential, in_usage}));
    CHECK_FALSE(visitor.decided);
    CHECK(read(registry, chosen).decided);
    CHECK(read(registry, chosen).policy.granted == set_of({in_essential, in_settings, in_usage}));
    // The browser's signal holds until then.
    CHECK(read(registry, not_yet, true).policy.granted == set_of({in_essential}));
    CHECK(read(registry, chosen, true).policy.granted ==
          set_of({in_essential, in_settings, in_usage}));
    // Of two cookies one that is undecided leaves the visitor so.
    CHECK_FALSE(read(registry, not_yet + "; " + chosen).decided);
}

TEST_CASE("where the registry names a decided cookie, that alone decides") {
    RegistryData data = acting();
    data.consent.decided = "chosen";
    const Registry registry(data);
    const std::string chosen = R"(cookies_policy={"usage":true,"consented":true})";
    CHECK_FALSE(read(registry, chosen).decided);
    CHECK(read(registry, chosen + "; chosen=true").decided);
}

TEST_CASE("a default with a time in it is written when it is given") {
    using namespace std::chrono;
    RegistryData data = govuk();
    data.consent.format.time = "set";
    const Registry registry(data);
    const auto now = sys_days{year{2026} / 11 / 22} + 1h;
    CHECK(registry.state_cookies().default_policy(true, false, now) ==
          R"(cookies_policy={"essential":true,"settings":false,"usage":false,"campaigns":false,)"
          R"("set":"2026-11-22T01:00:00.000Z"}; Path=/; Max-Age=31536000; SameSite=Lax; Secure)");
    CHECK(registry.state_cookies().default_policy(false, false, now + 1ms).find("01:00:00.001Z") !=
          std::string::npos);
}

}   // namespace consent

#include "consent/state_cookies.hpp"

#include "consent/registry.hpp"
#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace consent {
namespace {

using namespace test;
using std::chrono::days;

// Whole cookies, in the order http, https.
struct Row {
    ConsentSettings settings;
    std::string http;
    std::string https;
};

ConsentSettings settings() {
    ConsentSettings settings;
    settings.cookie = "cookies_policy";
    settings.decided = "cookies_preferences_set";
    return settings;
}

template <typename Member, typename Value>
ConsentSettings with(Member member, Value value) {
    ConsentSettings changed = settings();
    changed.*member = value;
    return changed;
}

/// GOV.UK's categories, of which `settings` is exempt.
std::unique_ptr<const Registry> registry(const ConsentSettings& settings,
                                         std::uint32_t revision = 7) {
    RegistryData data = govuk();
    data.consent = settings;
    data.revision = revision;
    data.categories[in_settings].basis = Basis::exempt;
    return std::make_unique<const Registry>(std::move(data));
}

const std::string value = R"({"essential":true,"settings":true,"usage":false,"campaigns":false})";
const std::string objecting =
    R"({"essential":true,"settings":false,"usage":false,"campaigns":false})";
const std::string encoded =
    "%7B%22essential%22%3Atrue%2C%22settings%22%3Atrue%2C%22usage%22%3A"
    "false%2C%22campaigns%22%3Afalse%7D";
const std::string rest = "; Path=/; Max-Age=31536000; SameSite=Lax";
const std::string forget =
    "cookies_policy=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; "
    "Path=/";

}   // namespace

TEST_CASE("a visitor's default cookie, byte for byte") {
    const std::vector<Row> rows{
        {settings(), value + rest, value + rest + "; Secure"},
        {with(&ConsentSettings::secure, SecureWhen::always), value + rest + "; Secure",
         value + rest + "; Secure"},
        {with(&ConsentSettings::domain, "example.gov.uk"),
         value + "; Path=/; Domain=example.gov.uk; Max-Age=31536000; SameSite=Lax",
         value + "; Path=/; Domain=example.gov.uk; Max-Age=31536000; SameSite=Lax; Secure"},
        {with(&ConsentSettings::same_site, SameSite::strict),
         value + "; Path=/; Max-Age=31536000; SameSite=Strict",
         value + "; Path=/; Max-Age=31536000; SameSite=Strict; Secure"},
        {with(&ConsentSettings::same_site, SameSite::none),
         value + "; Path=/; Max-Age=31536000; SameSite=None; Secure",
         value + "; Path=/; Max-Age=31536000; SameSite=None; Secure"},
        {with(&ConsentSettings::write, WriteAs::percent), encoded + rest,
         encoded + rest + "; Secure"},
        {with(&ConsentSettings::lifetime, days{90}),
         value + "; Path=/; Max-Age=7776000; SameSite=Lax",
         value + "; Path=/; Max-Age=7776000; SameSite=Lax; Secure"},
    };
    for (const Row& row : rows) {
        const auto law = registry(row.settings);
        const StateCookies& own = law->state_cookies();
        CHECK(own.default_policy(false, false) == "cookies_policy=" + row.http);
        CHECK(own.default_policy(true, false) == "cookies_policy=" + row.https);
    }
}

TEST_CASE("for a browser that objects an exempt category is off") {
    const auto law = registry(settings());
    const StateCookies& own = law->state_cookies();
    CHECK(own.default_policy(false, true) == "cookies_policy=" + objecting + rest);
    CHECK(own.default_policy(true, true) == "cookies_policy=" + objecting + rest + "; Secure");

    const auto encoding = registry(with(&ConsentSettings::write, WriteAs::percent));
    const StateCookies& percent = encoding->state_cookies();
    std::string off = encoded;
    off.replace(off.find("settings%22%3Atrue") + 14, 4, "false");
    CHECK(percent.default_policy(false, true) == "cookies_policy=" + off + rest);
}

TEST_CASE("a registry's own default is the visitor's") {
    RegistryData data = govuk();
    data.revision = 3;
    data.categories[in_usage].basis = Basis::exempt;
    const Registry registry(data);
    CHECK(registry.state_cookies().default_policy(false, false) ==
          R"(cookies_policy={"essential":true,"settings":false,"usage":true,"campaigns":false})" +
              rest);
    CHECK(registry.state_cookies().default_policy(false, true) ==
          "cookies_policy=" + objecting + rest);
    CHECK(registry.state_cookies().companion(false) ==
          "cookies_policy_revision=3; Path=/; Max-Age=34560000; SameSite=Lax");
}

TEST_CASE("the cookies of a choice, byte for byte") {
    const std::string chosen =
        R"({"essential":true,"settings":false,"usage":true,"campaigns":false})";
    const std::string decided = "cookies_preferences_set=true" + rest;
    CategorySet granted;
    granted.insert(in_usage);
    for (const bool https : {false, true}) {
        const std::string secure = https ? "; Secure" : "";
        const auto made = registry(settings());
        CHECK(made->state_cookies().chosen_policy(granted, https, {}) ==
              "cookies_policy=" + chosen + rest + secure);
        CHECK(made->state_cookies().decided(https) == decided + secure);
    }
    const auto undecided = registry(with(&ConsentSettings::decided, std::optional<std::string>{}));
    CHECK(undecided->state_cookies().decided(false).empty());
}

TEST_CASE("the companion, byte for byte") {
    const std::string name = "cookies_policy_revision=7; Path=/";
    const std::vector<Row> rows{
        {settings(), name + "; Max-Age=34560000; SameSite=Lax",
         name + "; Max-Age=34560000; SameSite=Lax; Secure"},
        {with(&ConsentSettings::secure, SecureWhen::always),
         name + "; Max-Age=34560000; SameSite=Lax; Secure",
         name + "; Max-Age=34560000; SameSite=Lax; Secure"},
        {with(&ConsentSettings::domain, "example.gov.uk"),
         name + "; Domain=example.gov.uk; Max-Age=34560000; SameSite=Lax",
         name + "; Domain=example.gov.uk; Max-Age=34560000; SameSite=Lax; Secure"},
        {with(&ConsentSettings::same_site, SameSite::strict),
         name + "; Max-Age=34560000; SameSite=Strict",
         name + "; Max-Age=34560000; SameSite=Strict; Secure"},
        {with(&ConsentSettings::same_site, SameSite::none),
         name + "; Max-Age=34560000; SameSite=None; Secure",
         name + "; Max-Age=34560000; SameSite=None; Secure"},
        {with(&ConsentSettings::write, WriteAs::percent), name + "; Max-Age=34560000; SameSite=Lax",
         name + "; Max-Age=34560000; SameSite=Lax; Secure"},
    };
    for (const Row& row : rows) {
        const auto law = registry(row.settings);
        const StateCookies& own = law->state_cookies();
        CHECK(own.companion(false) == row.http);
        CHECK(own.companion(true) == row.https);
    }
    CHECK(registry(settings(), 4'294'967'295U)->state_cookies().companion(false) ==
          "cookies_policy_revision=4294967295; Path=/; Max-Age=34560000; SameSite=Lax");
}

TEST_CASE("the companion outlives the consent cookie by 35 days, but not 400") {
    struct Lives {
        std::chrono::seconds consent;
        std::chrono::seconds companion;
    };
    const std::vector<Lives> rows{
        {std::chrono::seconds{1}, days{35} + std::chrono::seconds{1}},
        {days{90}, days{125}},
        {days{364}, days{399}},
        {days{365}, days{400}},
        {days{366}, days{400}},
        {days{4'000}, days{400}},
    };
    for (const Lives& row : rows) {
        const auto law = registry(with(&ConsentSettings::lifetime, row.consent));
        const StateCookies& own = law->state_cookies();
        CHECK(own.companion(false) == "cookies_policy_revision=7; Path=/; Max-Age=" +
                                          std::to_string(row.companion.count()) + "; SameSite=Lax");
    }
}

TEST_CASE("a host-only twin is deleted without a domain") {
    const auto law = registry(with(&ConsentSettings::domain, "example.gov.uk"));
    const StateCookies& own = law->state_cookies();
    CHECK(own.twin_deletion(false) == forget);
    CHECK(own.twin_deletion(true) == forget + "; Secure");
}

}   // namespace consent

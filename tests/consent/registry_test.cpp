#include "consent/registry.hpp"

#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

namespace consent {
namespace {

using namespace test;

}   // namespace

TEST_CASE("the default cookie is GOV.UK's, byte for byte") {
    const Registry registry(govuk());
    CHECK(registry.state_cookies().default_policy(false, false) ==
          R"(cookies_policy={"essential":true,"settings":false,"usage":false,"campaigns":false})"
          "; Path=/; Max-Age=31536000; SameSite=Lax");
    CHECK(registry.state_cookies().default_policy(true, false) ==
          R"(cookies_policy={"essential":true,"settings":false,"usage":false,"campaigns":false})"
          "; Path=/; Max-Age=31536000; SameSite=Lax; Secure");
}

TEST_CASE("the default cookie follows the settings") {
    RegistryData data = govuk();
    data.categories = {category("usage", Basis::exempt), category("base", Basis::essential),
                       category("ads")};
    data.cookies.clear();
    data.consent.cookie = "choice";
    const std::string value = R"(choice={"usage":true,"base":true,"ads":false})";

    SECTION("a lifetime") {
        data.consent.lifetime = std::chrono::days{90};
        CHECK(Registry(data).state_cookies().default_policy(false, false) ==
              value + "; Path=/; Max-Age=7776000; SameSite=Lax");
    }
    SECTION("a parent domain") {
        data.consent.domain = "example.gov.uk";
        CHECK(Registry(data).state_cookies().default_policy(true, false) ==
              value + "; Path=/; Domain=example.gov.uk; Max-Age=31536000; SameSite=Lax; Secure");
    }
    SECTION("Secure always") {
        data.consent.secure = SecureWhen::always;
        CHECK(Registry(data).state_cookies().default_policy(false, false) ==
              value + "; Path=/; Max-Age=31536000; SameSite=Lax; Secure");
    }
    SECTION("Strict") {
        data.consent.same_site = SameSite::strict;
        CHECK(Registry(data).state_cookies().default_policy(false, false) ==
              value + "; Path=/; Max-Age=31536000; SameSite=Strict");
    }
    SECTION("None, which browsers take with Secure only") {
        data.consent.same_site = SameSite::none;
        CHECK(Registry(data).state_cookies().default_policy(false, false) ==
              value + "; Path=/; Max-Age=31536000; SameSite=None; Secure");
    }
    SECTION("percent-encoded") {
        data.consent.write = WriteAs::percent;
        CHECK(Registry(data).state_cookies().default_policy(false, false) ==
              "choice=%7B%22usage%22%3Atrue%2C%22base%22%3Atrue%2C%22ads%22%3Afalse%7D"
              "; Path=/; Max-Age=31536000; SameSite=Lax");
    }
}

TEST_CASE("consent state is three names, byte for byte") {
    const Registry registry(govuk());
    CHECK(registry.companion() == "cookies_policy_revision");
    CHECK(registry.is_consent_state("cookies_policy"));
    CHECK(registry.is_consent_state("cookies_preferences_set"));
    CHECK(registry.is_consent_state("cookies_policy_revision"));
    CHECK_FALSE(registry.is_consent_state("Cookies_Policy"));
    CHECK_FALSE(registry.is_consent_state("cookies_policy_"));
    CHECK_FALSE(registry.is_consent_state("cookies_preferences_set_revision"));
    CHECK_FALSE(registry.is_consent_state(""));

    RegistryData data = govuk();
    data.consent.decided.reset();
    CHECK_FALSE(Registry(data).is_consent_state("cookies_preferences_set"));
    CHECK_FALSE(Registry(data).is_consent_state(""));
}

TEST_CASE("the essential category is the one of that id, else the first of that basis") {
    RegistryData data = govuk();
    data.cookies.clear();
    data.categories = {category("base", Basis::essential), category("essential")};
    CHECK(Registry(data).essential_category() == 1);
    data.categories = {category("usage"), category("base", Basis::essential),
                       category("more", Basis::essential)};
    CHECK(Registry(data).essential_category() == 1);
    data.categories = {category("usage")};
    CHECK(Registry(data).essential_category() == no_category);
}

TEST_CASE("the id `essential` is always on whatever its basis says") {
    RegistryData data = govuk();
    data.cookies.clear();
    data.categories = {category("essential", Basis::exempt), category("base", Basis::essential),
                       category("stats", Basis::exempt), category("ads")};
    const Registry registry(data);
    CHECK(registry.always_on() == set_of({0, 1}));
    CHECK(registry.exempt() == set_of({2}));
}

TEST_CASE("categories are found by id") {
    const Registry registry(govuk());
    CHECK(registry.category("essential") == 0);
    CHECK(registry.category("campaigns") == 3);
    CHECK(registry.category("Usage") == no_category);
    CHECK(registry.category("") == no_category);
}

TEST_CASE("the registry's own entries beat any of a profile") {
    RegistryData data = govuk();
    data.cookies = {entry("*SESSION*", in_usage), profile_entry("JSESSIONID"),
                    profile_entry("PHPSESSID*")};
    const Registry registry(data);
    CHECK(registry.find("JSESSIONID") == &registry.cookies()[0]);
    CHECK(registry.find("PHPSESSID2") == &registry.cookies()[2]);
    CHECK(registry.find("other") == nullptr);
}

TEST_CASE("64 categories are the most") {
    RegistryData data = govuk();
    data.cookies.clear();
    data.categories.clear();
    for (std::size_t count = 0; count < max_categories; ++count) {
        data.categories.push_back(category("c" + std::to_string(count), Basis::essential));
    }
    CHECK(Registry(data).always_on().contains(63));
    data.categories.push_back(category("one_more"));
    CHECK_THROWS_AS(Registry(data), std::invalid_argument);
}

TEST_CASE("a registry keeps what the file says") {
    RegistryData data = govuk();
    data.revision = 7;
    data.enforcement.mode = Mode::report;
    const Registry registry(data);
    CHECK(registry.site() == "GOV.UK");
    CHECK(registry.revision() == 7);
    CHECK(registry.consent().cookie == "cookies_policy");
    CHECK(registry.enforcement().mode == Mode::report);
    CHECK(registry.categories().size() == 4);
}

}   // namespace consent

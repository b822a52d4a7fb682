#include "config/known_cookies.hpp"
#include "config/profile_reader.hpp"
#include "consent/name_index.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

TEST_CASE("all profiles are compiled in, by name") {
    const std::vector<std::string_view> expected{"aspnet",    "aws",  "azure",   "django",
                                                 "f5",        "java", "laravel", "oidc",
                                                 "openshift", "php",  "rails",   "shibboleth"};
    CHECK(config::profile_names() == expected);
    std::size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(SOURCE_DIR "/config/profiles")) {
        files += file.path().extension() == ".yaml" ? 1 : 0;
    }
    CHECK(files == expected.size());
}

TEST_CASE("each profile is a list of named cookies with a purpose, and tracks nobody") {
    for (const config::Profile& profile : config::profiles()) {
        CAPTURE(profile.name);
        CHECK(profile.yaml.starts_with(
            "# yaml-language-server: $schema=../schema/profile.schema.json\n"));
        const auto entries = config::read_profile(profile);
        CHECK(entries.size() >= 3);
        std::set<std::string> names;
        for (const consent::CookieEntry& entry : entries) {
            CAPTURE(entry.name);
            CHECK(entry.from_profile);
            CHECK_FALSE(entry.purpose.empty());
            CHECK(names.insert(entry.name).second);
            CHECK(consent::literal_bytes(entry.name) >= 3);
            for (const std::string_view tracker : config::tracker_names()) {
                CAPTURE(tracker);
                CHECK_FALSE(consent::matches(tracker, entry.name));
                std::string sample(tracker);
                std::replace(sample.begin(), sample.end(), '*', '1');
                CHECK_FALSE(consent::matches(entry.name, sample));
            }
        }
    }
}

TEST_CASE("a profile knows the cookies of its framework") {
    struct Case {
        std::string_view profile;
        std::string_view cookie;
    };
    const std::vector<Case> cases{
        {"php", "PHPSESSID"},
        {"java", "JSESSIONID"},
        {"java", "JSESSIONID1a2b"},
        {"java", "XSRF-TOKEN"},
        {"aspnet", "ASP.NET_SessionId"},
        {"aspnet", ".ASPXAUTH"},
        {"aspnet", ".AspNetCore.Antiforgery.w5W7x28NAIs"},
        {"aspnet", "__RequestVerificationToken_L1Nl0"},
        {"aspnet", "ASPSESSIONIDQQABCDEF"},
        {"rails", "_email-alert-frontend_session"},
        {"django", "sessionid"},
        {"django", "csrftoken"},
        {"laravel", "laravel_session"},
        {"laravel", "remember_web_59ba36addc2b2f9401580f014c7f58ea4e30989d"},
        {"aws", "AWSALB"},
        {"aws", "AWSALBCORS"},
        {"aws", "AWSALBAPP-0"},
        {"azure", "ARRAffinity"},
        {"azure", "ARRAffinitySameSite"},
        {"f5", "BIGipServerpool_www"},
        {"f5", "TS01a2b3c4"},
        {"openshift", "OCPLB-app"},
        {"oidc", "mod_auth_openidc_session"},
        {"oidc", "mod_auth_openidc_state_abc"},
        {"oidc", "_oauth2_proxy_csrf"},
        {"oidc", "KEYCLOAK_IDENTITY"},
        {"oidc", "AUTH_SESSION_ID_LEGACY"},
        {"shibboleth", "_shibsession_64656661"},
        {"shibboleth", "_shibstate_1700000000_ab"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.profile, one.cookie);
        const config::Profile* const profile = config::find_profile(one.profile);
        REQUIRE(profile != nullptr);
        const auto entries = config::read_profile(*profile);
        CHECK(consent::NameIndex(entries).find(one.cookie) != nullptr);
    }
    CHECK(config::find_profile("cobol") == nullptr);
}

TEST_CASE("a broken profile is a broken build") {
    CHECK_THROWS_AS(config::read_profile({"x", "- {name: 'a;b', purpose: p}\n"}), std::logic_error);
    CHECK_THROWS_AS(config::read_profile({"x", "- {name: a}\n"}), std::logic_error);
    CHECK_THROWS_AS(config::read_profile({"x", "a: b\n"}), std::logic_error);
    CHECK_THROWS_AS(config::read_profile({"x", "["}), std::logic_error);
}

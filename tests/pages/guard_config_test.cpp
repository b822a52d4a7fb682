#include "pages/guard_config.hpp"

#include "tests/pages/fixture.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace pages {
namespace {

using consent::test::entry;
using nlohmann::json;

json config_of(consent::RegistryData data) {
    return json::parse(guard_config(consent::Registry(std::move(data))));
}

TEST_CASE("the guard is told what the registry says") {
    consent::RegistryData data = test::govuk();
    data.pages->base = "/help/cookies";
    data.cookies[3].path = "/news";
    data.cookies[3].domain = "example.org";
    data.third_parties = {{.host = "*.hotjar.com", .category = consent::test::in_usage}};
    CHECK(config_of(std::move(data)) == json::parse(R"({
        "consent": "cookies_policy",
        "decided": "cookies_preferences_set",
        "base": "/help/cookies",
        "alwaysOn": ["essential"],
        "unregistered": "strip",
        "expire": "domain",
        "expireWhen": "usable",
        "state": ["cookies_policy", "cookies_preferences_set", "cookies_policy_revision",
                  "cookies_policy_notice"],
        "cookies": [
            {"name": "cookies_policy", "category": "essential"},
            {"name": "licensing_session", "category": "essential"},
            {"name": "global_banner_seen", "category": "settings"},
            {"name": "_ga", "category": "usage", "path": "/news", "domain": "example.org"},
            {"name": "tracked_*", "category": "campaigns"},
            {"name": "_ga_*", "category": "usage"},
            {"name": "JSESSIONID*", "category": "essential"}],
        "thirdParties": [{"host": "*.hotjar.com", "category": "usage"}]})"));
}

TEST_CASE("the first cookie that matches is the one that decides") {
    consent::RegistryData data = test::govuk();
    data.cookies = {entry("a*", 1), entry("*bb", 2), entry("ab*", 3), entry("abc", 1)};
    data.cookies.push_back(consent::test::profile_entry("profile_longer_*"));
    data.cookies.push_back(consent::test::profile_entry("profile_exact"));
    const json config = config_of(std::move(data));
    json names;
    for (const json& cookie : config["cookies"]) {
        names.push_back(cookie["name"]);
    }
    CHECK(names == json{"abc", "*bb", "ab*", "a*", "profile_exact", "profile_longer_*"});
}

TEST_CASE("a registry may have no decided cookie and no essential category") {
    consent::RegistryData data = test::govuk();
    data.consent.decided.reset();
    data.consent.cookie = "consent_*";
    data.enforcement.unregistered = consent::Unregistered::pass;
    data.categories = {consent::test::category("usage")};
    data.cookies = {consent::test::profile_entry("PHPSESSID")};
    const json config = config_of(std::move(data));
    CHECK(config["decided"].is_null());
    CHECK(config["state"] == json{"consent_*", "consent__revision", "consent__notice"});
    CHECK(config["unregistered"] == "pass");
    CHECK(config["alwaysOn"] == json{"essential"});
    CHECK(config["cookies"][0]["category"] == "essential");
}

TEST_CASE("a name can end neither the script nor the start of the proxy") {
    const std::string hostile = "</script><!--\"\\\xc5\xb5\xe2\x80\xa8";
    consent::RegistryData data = test::govuk();
    data.cookies = {entry(hostile, 1), entry("\xff", 1)};
    const consent::Registry registry(std::move(data));
    const std::string text = guard_config(registry);
    CHECK(text.find('<') == std::string::npos);
    CHECK(text.find_first_not_of(" !\"#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~") == std::string::npos);
    CHECK(json::parse(text)["cookies"][0]["name"] == hostile);
}

}   // namespace
}   // namespace pages

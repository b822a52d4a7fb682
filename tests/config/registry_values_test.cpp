#include "config/load.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

using consent::Basis;

namespace {

std::shared_ptr<const consent::Registry> read(std::string_view text,
                                              const std::string& name = "test.yaml") {
    std::vector<config::Fault> faults;
    auto registry = config::parse_registry(text, name, faults);
    INFO(config_test::lines_of(faults));
    REQUIRE(registry);
    return registry;
}

}   // namespace

TEST_CASE("every key of a registry reaches its setting") {
    const auto registry = read(R"(
registry: 1
site: Test
revision: 7
consent:
  cookie: choice
  decided: chosen
  format: govuk
  lifetime: 6 months
  write: percent
  same_site: Strict
  secure: always
  domain: .Example.org
  inject: false
  unusable: keep
  upstream: drop
  settings_url: /help/cookies
enforcement:
  mode: report
  unregistered: pass
  requests: strip
  expire: none
  expire_when: decided
  lifetimes: cap
  shared_caches: preserve
  gpc: ignore
  bypass: [/admin/*, /api]
profiles: [django]
categories:
  - id: needed
    basis: essential
    title: Needed
    description: It needs them.
    cookies:
      - {name: choice, label: Choice, group: Us, purpose: Keeps it, expires: 6 months,
         path: /app, domain: a.example.org, partitioned: true}
  - {id: usage, basis: exempt, cookies: [{name: "u*", expires: When the browser is closed}]}
  - {id: campaigns, basis: consent}
  - id: more
)");
    CHECK(registry->site() == "Test");
    CHECK(registry->revision() == 7);
    const consent::ConsentSettings& consent = registry->consent();
    CHECK(consent.cookie == "choice");
    CHECK(consent.decided == "chosen");
    CHECK(consent.lifetime == std::chrono::days{180});
    CHECK(consent.write == consent::WriteAs::percent);
    CHECK(consent.same_site == consent::SameSite::strict);
    CHECK(consent.secure == consent::SecureWhen::always);
    CHECK(consent.domain == "example.org");
    CHECK_FALSE(consent.inject);
    CHECK(consent.unusable == consent::UnusableCookie::keep);
    CHECK(consent.upstream == consent::UpstreamView::drop);
    CHECK(consent.settings_url == "/help/cookies");
    const consent::EnforcementSettings& enforcement = registry->enforcement();
    CHECK(enforcement.mode == consent::Mode::report);
    CHECK(enforcement.unregistered == consent::Unregistered::pass);
    CHECK(enforcement.requests == consent::RequestCookies::strip);
    CHECK(enforcement.expire == consent::ExpireScope::none);
    CHECK(enforcement.expire_when == consent::ExpireWhen::decided);
    CHECK(enforcement.lifetimes == consent::Lifetimes::cap);
    CHECK(enforcement.shared_caches == consent::SharedCaches::preserve);
    CHECK(enforcement.gpc == consent::Gpc::ignore);
    CHECK(enforcement.bypass == std::vector<std::string>{"/admin/*", "/api"});
    REQUIRE(registry->categories().size() == 4);
    CHECK(registry->categories()[0].title == "Needed");
    CHECK(registry->categories()[0].description == "It needs them.");
    CHECK(registry->categories()[1].basis == Basis::exempt);
    CHECK(registry->categories()[2].basis == Basis::consent);
    CHECK(registry->categories()[3].basis == Basis::consent);
    const consent::CookieEntry* const entry = registry->find("choice");
    REQUIRE(entry != nullptr);
    CHECK(entry->label == "Choice");
    CHECK(entry->group == "Us");
    CHECK(entry->purpose == "Keeps it");
    CHECK(entry->expires == "6 months");
    CHECK(entry->lifetime->duration == std::chrono::days{180});
    CHECK(entry->path == "/app");
    CHECK(entry->domain == "a.example.org");
    CHECK(entry->partitioned);
    CHECK(entry->category == 0);
    CHECK(registry->find("u1")->lifetime->session);
    CHECK(registry->find("u1")->category == 1);
    CHECK(registry->find("sessionid")->from_profile);
    CHECK(registry->find("sessionid")->category == 0);
}

TEST_CASE("what a registry leaves out has the default of the format") {
    const auto registry = read(
        "registry: 1\nsite: s\nconsent: {cookie: c}\ncategories: [{id: essential}, {id: u}]\n");
    const consent::ConsentSettings& consent = registry->consent();
    CHECK(registry->revision() == 0);
    CHECK_FALSE(consent.decided);
    CHECK(consent.format == consent::FormatData{});
    CHECK(consent.lifetime == std::chrono::days{365});
    CHECK(consent.write == consent::WriteAs::raw);
    CHECK(consent.same_site == consent::SameSite::lax);
    CHECK(consent.secure == consent::SecureWhen::automatic);
    CHECK_FALSE(consent.domain);
    CHECK(consent.inject);
    CHECK(consent.unusable == consent::UnusableCookie::replace);
    CHECK(consent.upstream == consent::UpstreamView::keep);
    CHECK_FALSE(consent.settings_url);
    const consent::EnforcementSettings& enforcement = registry->enforcement();
    CHECK(enforcement.mode == consent::Mode::enforce);
    CHECK(enforcement.unregistered == consent::Unregistered::strip);
    CHECK(enforcement.requests == consent::RequestCookies::refused);
    CHECK(enforcement.expire == consent::ExpireScope::domain);
    CHECK(enforcement.expire_when == consent::ExpireWhen::usable);
    CHECK(enforcement.lifetimes == consent::Lifetimes::keep);
    CHECK(enforcement.shared_caches == consent::SharedCaches::protect);
    CHECK(enforcement.gpc == consent::Gpc::object);
    CHECK(enforcement.bypass.empty());
    CHECK(registry->categories()[0].basis == Basis::essential);
    CHECK(registry->categories()[1].basis == Basis::consent);
}

TEST_CASE("a name is text however it looks") {
    const auto yaml = read(R"(registry: 1
site: 2024
consent: {cookie: on, decided: 0x1F}
categories:
  - id: 7
    cookies: [{name: 123}, {name: m}, {name: null}, {name: ~}, {name: 1.50}, {name: "*"}]
)");
    CHECK(yaml->site() == "2024");
    CHECK(yaml->consent().cookie == "on");
    CHECK(yaml->consent().decided == "0x1F");
    CHECK(yaml->category("7") == 0);
    for (const std::string name : {"123", "m", "null", "~", "1.50"}) {
        CHECK(yaml->find(name)->name == name);
    }
    const auto json = read(R"({"registry": 1, "site": "s", "consent": {"cookie": "c"},
        "categories": [{"id": "a", "cookies": [{"name": 1.50}, {"name": "é"}]}]})",
                           "test.json");
    CHECK(json->find("1.50") != nullptr);
    CHECK(json->find("é") != nullptr);
}

TEST_CASE("the registry's own entry for a name wins over a profile") {
    const auto registry = read(R"(registry: 1
site: s
consent: {cookie: c}
profiles: [java, laravel]
categories:
  - id: usage
    cookies: [{name: JSESSIONID}, {name: "XSRF*"}]
)");
    CHECK_FALSE(registry->find("JSESSIONID")->from_profile);
    CHECK_FALSE(registry->find("XSRF-TOKEN")->from_profile);
    CHECK(registry->find("JSESSIONID2")->from_profile);
    CHECK(registry->find("JSESSIONID2")->category == consent::no_category);
}

TEST_CASE("an alias stands for what it names") {
    const auto registry = read(R"(registry: 1
site: s
consent: {cookie: c}
categories:
  - {id: a, description: &text Same words}
  - {id: b, description: *text}
)");
    CHECK(registry->categories()[1].description == "Same words");
}

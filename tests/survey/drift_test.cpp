#include "survey/drift.hpp"

#include "config/load.hpp"
#include "tests/survey/page_file.hpp"

#include <catch2/catch.hpp>
#include <optional>

namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view text = R"(registry: 1
site: Example
consent: {cookie: cookies_policy, decided: cookies_preferences_set, settings_url: /cookies}
profiles: [php]
categories:
  - id: essential
    cookies:
      - {name: basket, expires: 1 year}
      - {name: cookies_policy, expires: 1 year}
      - {name: seraph, label: Remember Badge, expires: 14 days}
  - {id: analytics, title: Website usage, cookies: [{name: "_ga_*", expires: 2 years}, {name: _gid}]}
  - {id: extras, cookies: [{name: wall}]}
)";

std::shared_ptr<const consent::Registry> registry() {
    std::vector<config::Fault> faults;
    return config::parse_registry(text, "registry.yaml", faults);
}

/// A page with these rows (`NAME | EXPIRY`) below these headings; a heading begins with `#`.
std::string page_of(const Lines& lines) {
    std::string page;
    for (const auto& line : lines) {
        page += line.front() == '#' ? line + "\n\nName | Expiry\n---|---\n" : line + "\n";
    }
    return page;
}

const Lines agreeing{"# Essential cookies",
                     "basket | 12 months",
                     "Remember Badge | 14 days",
                     "# Analytics cookies",
                     "_ga_ABC | 2 years",
                     "_gid | 24 hours",
                     "# Odds",
                     "wall | 1 day"};

Lines drift(const std::optional<std::string>& page_text, const Lines& seen = {},
            bool strict = false) {
    const auto rules = registry();
    REQUIRE(rules);
    survey::Witnesses witnesses;
    witnesses.strict = strict;
    std::optional<survey::Page> page;
    if (page_text) {
        page = read(*page_text);
        witnesses.page = &*page;
    }
    survey::Traffic traffic(*rules);
    for (const auto& name : seen) {
        survey::Exchange exchange;
        exchange.sightings.push_back({name, survey::Field::cookie, false});
        traffic.add(exchange);
    }
    if (!seen.empty()) {
        witnesses.traffic = &traffic;
    }
    Lines lines;
    for (const auto& difference : survey::find_drift(*rules, witnesses)) {
        lines.push_back(survey::to_string(difference));
    }
    return lines;
}

/// The page that agrees, with one line changed, or left out where there is none.
std::string changed(const std::string& line, const std::optional<std::string>& to) {
    Lines lines = agreeing;
    const auto found = std::find(lines.begin(), lines.end(), line);
    REQUIRE(found != lines.end());
    if (to) {
        *found = *to;
    } else {
        lines.erase(found);
    }
    return page_of(lines);
}

}   // namespace

TEST_CASE("drift: nothing to say of what agrees") {
    CHECK(drift(page_of(agreeing)).empty());
    // Consent state and framework cookies are registered, and need not stand on the page.
    CHECK(drift(page_of(agreeing), {"basket", "cookies_policy", "cookies_preferences_set",
                                    "cookies_policy_revision", "PHPSESSID", "_ga_1"})
              .empty());
    CHECK(drift(std::nullopt, {"basket"}).empty());
}

TEST_CASE("drift: page and registry") {
    CHECK(drift(changed("wall | 1 day", "wall2 | 1 day")) ==
          Lines{"page-only: wall2: line 17 of the page, not in the registry",
                "registry-only: wall: in the registry, not on the page"});
    CHECK(drift(changed("basket | 12 months", "basket | 13 months")) ==
          Lines{"expiry: basket: \"13 months\" in line 5 of the page, \"1 year\" in the registry"});
    CHECK(drift(changed("basket | 12 months", "basket | Session")) ==
          Lines{"expiry: basket: \"Session\" in line 5 of the page, \"1 year\" in the registry"});
    CHECK(drift(changed("Remember Badge | 14 days", std::nullopt)) ==
          Lines{"registry-only: seraph: in the registry, not on the page"});
    CHECK(drift(changed("Remember Badge | 14 days", "Other Badge | 14 days")) ==
          Lines{"page-only: Other Badge: line 6 of the page, not in the registry",
                "registry-only: seraph: in the registry, not on the page"});
    CHECK(drift(changed("# Analytics cookies", "# Marketing cookies")) ==
          Lines{"category: _ga_*: campaigns in line 11 of the page, analytics in the registry",
                "category: _gid: campaigns in line 12 of the page, analytics in the registry"});
    CHECK(drift(changed("# Odds", "# Essential things")).empty());   // `extras` says nothing
    CHECK(drift(changed("# Essential cookies", "# Analytics")).front() ==
          "category: basket: usage in line 5 of the page, essential in the registry");
}

TEST_CASE("drift: a heading that only lets suppose a category contradicts nobody") {
    CHECK(drift(changed("# Analytics cookies", "# Facebook")).empty());
}

TEST_CASE("drift: traffic") {
    CHECK(drift(std::nullopt, {"basket", "stranger", "stranger"}) ==
          Lines{"traffic-only: stranger: seen 0 times in Set-Cookie and 2 in Cookie, not in the "
                "registry"});
    CHECK(
        drift(page_of(agreeing), {"stranger"}) ==
        Lines{"traffic-only: stranger: seen 0 times in Set-Cookie and 1 in Cookie, neither in the "
              "registry nor on the page"});
    CHECK(drift(changed("wall | 1 day", "wall | 1 day\nstranger | 1 day"), {"stranger"}) ==
          Lines{"page-only: stranger: line 18 of the page, not in the registry",
                "traffic-only: stranger: seen 0 times in Set-Cookie and 1 in Cookie, on the page, "
                "but not in the registry"});
}

TEST_CASE("drift: what was never seen is a difference only when asked for") {
    CHECK(drift(std::nullopt, {"basket", "_ga_1", "_gid"}).empty());
    CHECK(drift(std::nullopt, {"basket", "_ga_1", "_gid"}, true) ==
          Lines{"unseen: seraph: in the registry, never in the traffic",
                "unseen: wall: in the registry, never in the traffic"});
}

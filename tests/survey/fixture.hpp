#pragma once

#include "config/load.hpp"
#include "survey/exchange.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace survey::test {

inline const std::string registry_text = R"(registry: 1
site: Town
consent: {cookie: cookies_policy, decided: cookies_preferences_set, settings_url: /cookies}
profiles: [php]
categories:
  - {id: essential, cookies: [{name: basket}]}
  - {id: settings, cookies: [{name: theme}]}
  - {id: usage, cookies: [{name: _ga}, {name: "_ga_*"}]}
  - {id: campaigns, cookies: [{name: banner}]}
)";

inline std::shared_ptr<const consent::Registry> parse_registry(
    const std::string& text = registry_text) {
    std::vector<config::Fault> faults;
    auto registry = config::parse_registry(text, "town.yaml", faults);
    for (const auto& fault : faults) {
        INFO(config::to_string(fault));
        CHECK(fault.severity == config::Severity::warning);
    }
    REQUIRE(registry != nullptr);
    return registry;
}

inline Exchange request_with(std::vector<std::string> names, std::string client = "192.0.2.1") {
    Exchange exchange;
    exchange.site = "town";
    exchange.client = std::move(client);
    exchange.page = true;
    for (std::string& name : names) {
        exchange.sightings.push_back({std::move(name), Field::cookie, false});
    }
    return exchange;
}

inline Exchange response_with(std::vector<std::string> names, bool session = false) {
    Exchange exchange = request_with({});
    for (std::string& name : names) {
        exchange.sightings.push_back({std::move(name), Field::set_cookie, session});
    }
    return exchange;
}

}   // namespace survey::test

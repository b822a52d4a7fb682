#pragma once

#include <string>

inline const std::string small_registry = R"(registry: 1
site: Small
consent: {cookie: cookies_policy, decided: cookies_preferences_set, settings_url: /cookies}
categories:
  - {id: essential, basis: essential, cookies: [{name: session}]}
  - {id: settings, cookies: [{name: theme}]}
  - {id: usage, cookies: [{name: "_ga_*"}, {name: _gid}]}
)";

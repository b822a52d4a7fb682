#pragma once

#include "config/binder.hpp"
#include "consent/settings.hpp"

namespace config {

/// The registry's `consent:` and `enforcement:` mappings.
[[nodiscard]] const Fields<consent::ConsentSettings>& consent_fields();
[[nodiscard]] const Fields<consent::EnforcementSettings>& enforcement_fields();

/// What no single value of `consent:` says: names that collide, a prefix that forbids a domain,
/// keys that the format contradicts. Settles what the file leaves to the format.
void check_consent(const Node& node, consent::ConsentSettings& consent, Report& report);

}   // namespace config

#pragma once

#include "config/binder.hpp"
#include "config/settings.hpp"
#include "config/settings_draft.hpp"

namespace config {

/// The mappings of a proxy configuration.
[[nodiscard]] const Fields<SettingsDraft>& settings_fields();
[[nodiscard]] const Fields<ListenerSettings>& listener_fields();
[[nodiscard]] const Fields<Endpoint>& admin_fields();
[[nodiscard]] const Fields<Timeouts>& timeouts_fields();
[[nodiscard]] const Fields<Limits>& limits_fields();
[[nodiscard]] const Fields<HttpSettings>& http_fields();
[[nodiscard]] const Fields<LogSettings>& log_fields();
[[nodiscard]] const Fields<SiteDraft>& site_fields();
[[nodiscard]] const Fields<UpstreamSettings>& upstream_fields();

/// Reads a whole proxy configuration but for its registries. Everything that is wrong is reported;
/// what comes back holds only if nothing was.
[[nodiscard]] SettingsDraft read_settings(const Node& node, Report& report);

}   // namespace config

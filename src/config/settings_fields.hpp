#pragma once

#include "config/binder.hpp"
#include "config/settings.hpp"
#include "config/settings_draft.hpp"

namespace config {

/// The mappings of a proxy configuration.
[[nodiscard]] const Fields<SettingsDraft>& settings_fields();
[[nodiscard]] const Fields<ListenerDraft>& listener_fields();
[[nodiscard]] const Fields<TlsDraft>& tls_fields();
[[nodiscard]] const Fields<CertificateDraft>& certificate_fields();
[[nodiscard]] const Fields<Settings>& admin_fields();
[[nodiscard]] const Fields<Settings>& metrics_fields();
[[nodiscard]] const Fields<Timeouts>& timeouts_fields();
[[nodiscard]] const Fields<Limits>& limits_fields();
[[nodiscard]] const Fields<HttpSettings>& http_fields();
[[nodiscard]] const Fields<LogSettings>& log_fields();
[[nodiscard]] const Fields<SiteDraft>& site_fields();
[[nodiscard]] const Fields<UpstreamDraft>& upstream_fields();
[[nodiscard]] const Fields<UpstreamQueue>& upstream_queue_fields();
[[nodiscard]] const Fields<UpstreamHealth>& upstream_health_fields();

/// Reads what stands under `tls`: a mapping, or a list of certificates.
[[nodiscard]] TlsDraft read_tls_draft(const Value& value, Report& report);

/// Reads the URL of an upstream; leaves what a URL does not say.
void read_upstream_url(const Value& value, UpstreamDraft& out, Report& report);

/// Reads the name of a file.
[[nodiscard]] std::optional<FileDraft> read_file_name(const Value& value, Report& report);

/// Reads a whole proxy configuration but for its registries. Everything that is wrong is reported;
/// what comes back holds only if nothing was.
[[nodiscard]] SettingsDraft read_settings(const Node& node, Report& report);

}   // namespace config

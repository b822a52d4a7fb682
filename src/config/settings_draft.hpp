#pragma once

#include "config/report.hpp"
#include "config/settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace config {

/// A host pattern and its place.
struct HostDraft {
    std::string pattern;
    Place place;
};

/// A certificate and its key as the file names them.
struct CertificateDraft {
    FileDraft certificate;
    FileDraft key;
};

/// `tls` of a listener as it is read.
struct TlsDraft {
    std::vector<CertificateDraft> certificates;   ///< in their order
    std::optional<TlsVersion> min_version;
    CertificateDraft first;
};

/// A listener as it is read; the certificates of `tls` come last.
struct ListenerDraft : ListenerSettings {
    std::vector<CertificateDraft> certificates;
    Place place;
    Place mode_place;
};

/// An upstream as it is read; what stands in the files comes last.
struct UpstreamDraft : UpstreamSettings {
    std::optional<FileDraft> ca;
    std::optional<FileDraft> client_certificate;
    std::optional<FileDraft> client_key;
    Place verify_place;
    std::optional<Place> tls_place;     ///< of a key that only https has a use for
    std::optional<Place> queue_place;   ///< of `queue`
    Place place;
};

/// `preview` as it is read; the token comes last.
struct PreviewDraft {
    std::optional<FileDraft> token_file;
};

/// A site as it is read; `site.hosts`, `site.registry` and `site.upstream` come last.
struct SiteDraft {
    Site site;
    Place name_place;
    UpstreamDraft upstream;
    std::vector<HostDraft> hosts;
    std::string registry;   ///< the path as the file has it
    PreviewDraft preview;
};

/// A proxy configuration as it is read; `settings.listeners` and `settings.sites` come last.
struct SettingsDraft {
    Settings settings;
    std::vector<ListenerDraft> listeners;
    Place admin_place;
    PreviewDraft preview;   ///< for each site that has none of its own
    Place metrics_place;
    std::vector<SiteDraft> sites;
};

/// What no single value says: each listener, site name and host once.
void check_settings(const SettingsDraft& draft, Report& report);

/// Warns of a domain of the consent cookie within which none of the site's hosts lies: a browser
/// takes a cookie only for a domain that the host lies within (RFC 6265bis section 5.7).
void warn_domain(const SiteDraft& site, const consent::Registry& registry, Report& report);

}   // namespace config

#include "config/tls_files.hpp"

namespace config {
namespace {

FileDraft in(const std::filesystem::path& folder, const FileDraft& file) {
    return {folder / file.path, file.place};
}

}   // namespace

void read_tls_files(SettingsDraft& draft, const std::filesystem::path& folder, Report& report) {
    for (ListenerDraft& listener : draft.listeners) {
        for (const CertificateDraft& files : listener.certificates) {
            // What has no name is reported already.
            if (files.certificate.path.empty() || files.key.path.empty()) {
                continue;
            }
            listener.tls->certificates.push_back(
                load_certificate(in(folder, files.certificate), in(folder, files.key), report));
        }
    }
    for (SiteDraft& site : draft.sites) {
        UpstreamDraft& upstream = site.upstream;
        if (upstream.ca) {
            upstream.tls.authorities = load_authorities(in(folder, *upstream.ca), report);
        }
        if (upstream.client_certificate && upstream.client_key) {
            upstream.tls.client = load_certificate(in(folder, *upstream.client_certificate),
                                                   in(folder, *upstream.client_key), report);
        }
    }
}

}   // namespace config

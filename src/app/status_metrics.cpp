#include "app/status_metrics.hpp"

#include "observe/metric_table.hpp"

namespace app {
namespace {

using observe::MetricTable;
using observe::single_family;
using prometheus::MetricFamily;
using prometheus::MetricType;

using Families = std::vector<MetricFamily>;

double seconds(admin::Time time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

void add_sites(const admin::Status& status, Families& families) {
    MetricTable revision("consent_proxy_registry_revision", "The revision of a site's registry.",
                         MetricType::Gauge, {"site"});
    MetricTable mode("consent_proxy_site_mode", "1 for the mode that a site is in, 0 for others.",
                     MetricType::Gauge, {"site", "mode"});
    MetricTable switched("consent_proxy_site_mode_switched",
                         "1 where the mode was switched through the admin listener.",
                         MetricType::Gauge, {"site"});
    for (const admin::SiteStatus& site : status.sites) {
        revision.set({site.state.name}, site.state.revision);
        for (const char* const each : {"enforce", "report"}) {
            mode.set({site.state.name, each}, site.mode.now == each ? 1 : 0);
        }
        switched.set({site.state.name}, site.mode.switched ? 1 : 0);
    }
    families.push_back(revision.family());
    families.push_back(mode.family());
    families.push_back(switched.family());
}

void add_certificates(const admin::Status& status, Families& families) {
    if (status.certificates.empty()) {
        return;
    }
    MetricTable expiry("consent_proxy_certificate_expiry_timestamp_seconds",
                       "When a certificate expires, in seconds since 1970.", MetricType::Gauge,
                       {"role", "name", "file"});
    for (const admin::CertificateStatus& certificate : status.certificates) {
        expiry.set({certificate.role, certificate.name, certificate.file},
                   seconds(certificate.expires));
    }
    families.push_back(expiry.family());
}

void add_configuration(const admin::Status& status, Families& families) {
    const bool success = status.reloads.empty() || status.reloads.front().success;
    families.push_back(single_family("consent_proxy_config_last_reload_successful",
                                     "1 if the last reading of the configuration was taken.",
                                     MetricType::Gauge, success ? 1 : 0));
    families.push_back(single_family("consent_proxy_config_last_reload_success_timestamp_seconds",
                                     "When the configuration that is served was read, in seconds "
                                     "since 1970.",
                                     MetricType::Gauge, seconds(status.configured)));
    families.push_back(single_family("consent_proxy_workers", "Worker threads.", MetricType::Gauge,
                                     status.workers));
    families.push_back(single_family(
        "consent_proxy_max_downstream_connections", "How many connections of visitors may be open.",
        MetricType::Gauge, static_cast<double>(status.most_connections)));
}

void add_receipts(const admin::Status& status, Families& families) {
    MetricTable receipts("consent_proxy_receipts_total",
                         "Receipts of choices: written, or dropped because they could not be.",
                         MetricType::Counter, {"result"});
    receipts.set({"written"}, static_cast<double>(status.receipts.written));
    receipts.set({"dropped"}, static_cast<double>(status.receipts.dropped));
    families.push_back(receipts.family());
    families.push_back(single_family("consent_proxy_receipt_write_failures_total",
                                     "Writes of receipts that failed and were tried again.",
                                     MetricType::Counter,
                                     static_cast<double>(status.receipts.failures)));
}

}   // namespace

std::vector<MetricFamily> status_families(const admin::Status& status) {
    Families families;
    add_sites(status, families);
    add_configuration(status, families);
    add_certificates(status, families);
    add_receipts(status, families);
    return families;
}

}   // namespace app

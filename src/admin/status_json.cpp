#include "admin/status_json.hpp"

#include "admin/status_text.hpp"

#include <nlohmann/json.hpp>

namespace admin {
namespace {

using Json = nlohmann::ordered_json;

Json decisions(const std::vector<observe::DecisionTotal>& totals) {
    Json list = Json::array();
    for (const observe::DecisionTotal& total : totals) {
        list.push_back({{"category", total.category},
                        {"decision", observe::to_string(total.outcome)},
                        {"reason", consent::to_string(total.reason)},
                        {"count", total.count}});
    }
    return list;
}

Json unregistered(const std::vector<observe::UnregisteredTotal>& totals) {
    Json list = Json::array();
    for (const observe::UnregisteredTotal& total : totals) {
        list.push_back(
            {{"name", total.name}, {"count", total.count}, {"last", iso_time(total.last)}});
    }
    return list;
}

Json upstream(const SiteStatus& site) {
    return {{"address", site.upstream},
            {"state", to_string(site.state.upstream)},
            {"idle", site.totals.idle_connections},
            {"active", site.totals.active_connections},
            {"errors", site.totals.upstream_errors}};
}

Json site_object(const SiteStatus& site) {
    Json requests = Json::object();
    for (std::size_t at = 0; at < site.totals.requests.size(); ++at) {
        requests[std::to_string(at + 1) + "xx"] = site.totals.requests[at];
    }
    return {{"name", site.state.name},
            {"registry", site.registry},
            {"revision", site.state.revision},
            {"mode",
             {{"now", site.mode.now},
              {"registry", site.mode.registry},
              {"switched", site.mode.switched}}},
            {"hosts", site.hosts},
            {"upstream", upstream(site)},
            {"requests", requests},
            {"default_policies", site.totals.default_policies},
            {"deletions", site.totals.deletions},
            {"set_cookies", decisions(site.totals.set_cookies)},
            {"request_cookies", decisions(site.totals.request_cookies)},
            {"unregistered", unregistered(site.totals.unregistered)}};
}

Json certificate_object(const CertificateStatus& certificate) {
    return {{"role", certificate.role},
            {"name", certificate.name},
            {"file", certificate.file},
            {"hosts", certificate.hosts},
            {"expires", iso_time(certificate.expires)}};
}

Json reload_object(const ReloadStatus& reload) {
    return {{"time", iso_time(reload.time)}, {"success", reload.success}, {"text", reload.text}};
}

template <class T>
Json list_of(const std::vector<T>& items, Json (*object)(const T&)) {
    Json list = Json::array();
    for (const T& item : items) {
        list.push_back(object(item));
    }
    return list;
}

}   // namespace

std::string status_json(const Status& status) {
    const Json document = {
        {"version", status.version},
        {"state", to_string(status.phase)},
        {"time", iso_time(status.now)},
        {"started", iso_time(status.started)},
        {"workers", status.workers},
        {"connections", {{"open", status.connections}, {"most", status.most_connections}}},
        {"log_level", status.log_level},
        {"receipts",
         {{"written", status.receipts.written},
          {"dropped", status.receipts.dropped},
          {"failures", status.receipts.failures}}},
        {"sites", list_of(status.sites, site_object)},
        {"certificates", list_of(status.certificates, certificate_object)},
        {"reloads", list_of(status.reloads, reload_object)}};
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}   // namespace admin

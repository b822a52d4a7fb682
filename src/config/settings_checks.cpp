#include "config/settings_draft.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <unordered_map>

namespace config {
namespace {

/// Reports what comes a second time.
class Once {
public:
    Once(std::string_view what, Report& report) : what_(what), report_(report) {}

    void add(const std::string& text, Place place) {
        const auto [found, is_new] = first_.emplace(text, place);
        if (!is_new) {
            report_.error(place, fmt::format("duplicate {} \"{}\" (first at {}:{})", what_, text,
                                             found->second.line, found->second.column));
        }
    }

private:
    std::string_view what_;
    Report& report_;
    std::unordered_map<std::string, Place> first_;
};

/// Port 0 is another port each time.
bool is_fixed(const Endpoint& endpoint) {
    return endpoint.is_unix() || endpoint.port != 0;
}

void check_endpoints(const SettingsDraft& draft, Report& report) {
    Once listeners("address", report);
    for (const ListenerDraft& listener : draft.listeners) {
        if (is_fixed(listener.endpoint)) {
            listeners.add(to_string(listener.endpoint), listener.place);
        }
    }
    if (is_fixed(draft.settings.admin)) {
        listeners.add(to_string(draft.settings.admin), draft.admin_place);
    }
    if (draft.settings.metrics && is_fixed(*draft.settings.metrics)) {
        listeners.add(to_string(*draft.settings.metrics), draft.metrics_place);
    }
}

void check_listeners(const SettingsDraft& draft, Report& report) {
    for (const ListenerDraft& listener : draft.listeners) {
        if (listener.mode && !listener.endpoint.is_unix()) {
            report.error(listener.mode_place, "\"mode\" is for a unix socket");
        }
        if (listener.proxy_protocol && listener.trusted_proxies.empty() &&
            !listener.endpoint.is_unix()) {
            report.warning(listener.place,
                           "\"proxy_protocol\" without \"trusted_proxies\": whoever reaches this "
                           "port can claim any address");
        }
    }
}

void check_upstream(const UpstreamDraft& upstream, Report& report) {
    if (upstream.scheme != Scheme::https && upstream.tls_place) {
        report.error(*upstream.tls_place, "this is for an upstream that begins with https://");
        return;
    }
    if (upstream.client_certificate.has_value() != upstream.client_key.has_value()) {
        const auto& one =
            upstream.client_certificate ? upstream.client_certificate : upstream.client_key;
        report.error(one->place, "\"client_certificate\" and \"client_key\" go together");
    }
    if (!upstream.tls.verify) {
        report.warning(upstream.verify_place,
                       "\"verify\" is false: whoever stands between here and the origin can read "
                       "and change everything, sessions too");
    }
}

/// Connections count for the origin, whichever site they are for.
void check_shared_upstreams(const SettingsDraft& draft, Report& report) {
    for (auto other = draft.sites.begin(); other != draft.sites.end(); ++other) {
        const UpstreamDraft& upstream = other->upstream;
        const auto is_same = [&](const SiteDraft& site) {
            return site.upstream.host == upstream.host && site.upstream.port == upstream.port &&
                   site.upstream.unix_path == upstream.unix_path;
        };
        const auto first = std::find_if(draft.sites.begin(), other, is_same);
        if (first != other && (first->upstream.max_connections != upstream.max_connections ||
                               first->upstream.queue.length != upstream.queue.length)) {
            report.error(upstream.place,
                         fmt::format("\"max_connections\" and \"queue\" differ from those at "
                                     "{}:{}, which is the same origin",
                                     first->upstream.place.line, first->upstream.place.column));
        }
    }
}

void check_queue(const UpstreamDraft& upstream, Report& report) {
    if (upstream.queue_place && upstream.max_connections == 0) {
        report.warning(*upstream.queue_place,
                       "\"queue\" without \"max_connections\": nobody ever waits");
    }
}

void check_sites(const SettingsDraft& draft, Report& report) {
    Once names("site", report);
    Once hosts("host", report);
    for (const SiteDraft& site : draft.sites) {
        if (!site.site.name.empty()) {
            names.add(site.site.name, site.name_place);
        }
        for (const HostDraft& host : site.hosts) {
            hosts.add(host.pattern, host.place);
        }
        check_upstream(site.upstream, report);
        check_queue(site.upstream, report);
    }
    check_shared_upstreams(draft, report);
}

}   // namespace

void check_settings(const SettingsDraft& draft, Report& report) {
    check_endpoints(draft, report);
    check_listeners(draft, report);
    check_sites(draft, report);
}

}   // namespace config

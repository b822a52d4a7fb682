#include "config/settings_draft.hpp"

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
    for (std::size_t at = 0; at < draft.listener_places.size(); ++at) {
        const Endpoint& endpoint = draft.settings.listeners[at].endpoint;
        if (is_fixed(endpoint)) {
            listeners.add(to_string(endpoint), draft.listener_places[at]);
        }
    }
    if (is_fixed(draft.settings.admin)) {
        listeners.add(to_string(draft.settings.admin), draft.admin_place);
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
    }
}

}   // namespace

void check_settings(const SettingsDraft& draft, Report& report) {
    check_endpoints(draft, report);
    check_sites(draft, report);
}

}   // namespace config

#include "admin/ready_state.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

namespace admin {

std::string_view to_string(Phase phase) {
    switch (phase) {
        case Phase::serving:
            return "serving";
        case Phase::draining:
            return "draining";
        case Phase::starting:
            break;
    }
    return "starting";
}

std::string_view to_string(UpstreamState state) {
    switch (state) {
        case UpstreamState::up:
            return "up";
        case UpstreamState::down:
            return "down";
        case UpstreamState::unknown:
            break;
    }
    return "unknown";
}

std::string to_json(const ReadyState& state) {
    using Json = nlohmann::ordered_json;
    Json sites = Json::array();
    for (const SiteState& site : state.sites) {
        Json object = Json::object();
        object["name"] = site.name;
        object["revision"] = site.revision;
        object["mode"] = site.mode;
        object["upstream"] = to_string(site.upstream);
        if (!site.reason.empty()) {
            object["reason"] = site.reason;
        }
        sites.push_back(std::move(object));
    }
    Json document = Json::object();
    document["version"] = state.version;
    document["state"] = to_string(state.phase);
    document["sites"] = std::move(sites);
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}   // namespace admin

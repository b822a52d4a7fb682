#include "admin/ready_state.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

namespace admin {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word(Phase phase) {
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

std::string_view word(UpstreamState state) {
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

}   // namespace

std::string to_json(const ReadyState& state) {
    Json sites = Json::array();
    for (const SiteState& site : state.sites) {
        Json object = Json::object();
        object["name"] = site.name;
        object["revision"] = site.revision;
        object["mode"] = site.mode;
        object["upstream"] = word(site.upstream);
        if (!site.reason.empty()) {
            object["reason"] = site.reason;
        }
        sites.push_back(std::move(object));
    }
    Json document = Json::object();
    document["version"] = state.version;
    document["state"] = word(state.phase);
    document["sites"] = std::move(sites);
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}   // namespace admin

#include "survey/discovery.hpp"
#include "survey/fragment.hpp"
#include "survey/timestamp.hpp"

#include <nlohmann/json.hpp>

namespace survey {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(std::optional<Moment> moment) {
    return moment ? Json(to_string(*moment)) : Json(nullptr);
}

Json json_of(const consent::Registry& registry, const consent::CookieEntry* entry) {
    return entry != nullptr && entry->category != consent::no_category
               ? Json(registry.categories()[entry->category].id)
               : Json(nullptr);
}

Json unlisted(const Found& found) {
    const SeenCookie& seen = *found.seen;
    return {{"name", *found.name},           {"origin", seen.from_header() ? "header" : "script"},
            {"in_cookie", seen.in_cookie},   {"in_set_cookie", seen.in_set_cookie},
            {"first", json_of(seen.first)},  {"last", json_of(seen.last)},
            {"likely_session", seen.session}};
}

Json failed(const FailedDeletion& deletion) {
    return {{"site", deletion.site},
            {"name", deletion.name},
            {"visitors", deletion.visitors},
            {"deletions", deletion.deletions}};
}

Json suggested(const Suggestion& suggestion) {
    return {{"name", suggestion.name},       {"category", suggestion.category},
            {"group", suggestion.group},     {"purpose", suggestion.purpose},
            {"expires", suggestion.expires}, {"comments", suggestion.comments}};
}

template <class Items, class Convert>
Json list(const Items& items, Convert convert) {
    Json list = Json::array();
    for (const auto& item : items) {
        list.push_back(convert(item));
    }
    return list;
}

}   // namespace

std::string to_json(const Discovery& discovery) {
    const Traffic& traffic = discovery.read->traffic;
    const consent::Registry& registry = traffic.registry();
    Json document;
    document["site"] = registry.site();
    document["exchanges"] = traffic.exchanges();
    document["first"] = json_of(traffic.first());
    document["last"] = json_of(traffic.last());
    document["lines_left_out"] = discovery.read->lines_left_out;
    document["notes"] = discovery.read->notes;
    document["nameless"] = traffic.nameless();
    document["unlisted"] = list(discovery.unlisted, unlisted);
    document["never_seen"] = list(discovery.never_seen, [&registry](const auto* entry) {
        return Json{{"name", entry->name}, {"category", json_of(registry, entry)}};
    });
    document["failed_deletions"] = list(discovery.failed_deletions, failed);
    document["likely_sessions"] = list(discovery.sessions, [&registry](const Found& found) {
        return Json{{"name", *found.name}, {"category", json_of(registry, found.seen->entry)}};
    });
    document["unsuggested"] = discovery.unsuggested;
    document["suggestions"] = list(discovery.suggestions, suggested);
    document["fragment"] = to_yaml(registry, discovery.suggestions);
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}   // namespace survey

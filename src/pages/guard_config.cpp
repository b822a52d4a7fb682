#include "pages/guard_config.hpp"

#include "consent/name_index.hpp"

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <nlohmann/json.hpp>
#include <tuple>
#include <vector>

namespace pages {
namespace {

using nlohmann::ordered_json;

// What is always on needs a category to be on in, even where the registry has none.
constexpr const char* without_category = "essential";

std::string category_id(const consent::Registry& registry, consent::CategoryIndex index) {
    return index == consent::no_category ? without_category : registry.categories()[index].id;
}

ordered_json always_on(const consent::Registry& registry) {
    auto ids = ordered_json::array();
    for (consent::CategoryIndex index = 0; index < registry.categories().size(); ++index) {
        if (registry.always_on().contains(index)) {
            ids.push_back(registry.categories()[index].id);
        }
    }
    if (registry.essential_category() == consent::no_category) {
        ids.push_back(without_category);
    }
    return ids;
}

ordered_json state(const consent::Registry& registry) {
    auto names = ordered_json::array({registry.consent().cookie});
    if (registry.consent().decided) {
        names.push_back(*registry.consent().decided);
    }
    names.push_back(registry.companion());
    names.push_back(registry.notice_cookie());
    return names;
}

bool is_pattern(const consent::CookieEntry& entry) {
    return entry.name.find('*') != std::string::npos;
}

bool decides_before(const consent::CookieEntry* a, const consent::CookieEntry* b) {
    const auto rank = [](const consent::CookieEntry& entry) {
        const bool pattern = is_pattern(entry);
        return std::tuple(entry.from_profile, pattern,
                          pattern ? -static_cast<long>(consent::literal_bytes(entry.name)) : 0L);
    };
    return rank(*a) < rank(*b);
}

ordered_json cookies(const consent::Registry& registry) {
    std::vector<const consent::CookieEntry*> entries;
    for (const consent::CookieEntry& entry : registry.cookies()) {
        entries.push_back(&entry);
    }
    std::ranges::stable_sort(entries, decides_before);
    auto list = ordered_json::array();
    for (const consent::CookieEntry* entry : entries) {
        const auto category = entry->from_profile ? registry.essential_category() : entry->category;
        ordered_json one{{"name", entry->name}, {"category", category_id(registry, category)}};
        if (!entry->path.empty()) {
            one["path"] = entry->path;
        }
        if (!entry->domain.empty()) {
            one["domain"] = entry->domain;
        }
        list.push_back(std::move(one));
    }
    return list;
}

std::string_view to_string(consent::ExpireScope scope) {
    switch (scope) {
        case consent::ExpireScope::host:
            return "host";
        case consent::ExpireScope::none:
            return "none";
        case consent::ExpireScope::domain:
            break;
    }
    return "domain";
}

ordered_json third_parties(const consent::Registry& registry) {
    auto list = ordered_json::array();
    for (const consent::ThirdParty& party : registry.third_parties()) {
        list.push_back({{"host", party.host}, {"category", category_id(registry, party.category)}});
    }
    return list;
}

}   // namespace

std::string guard_config(const consent::Registry& registry) {
    const auto& decided = registry.consent().decided;
    const bool strips = registry.enforcement().unregistered == consent::Unregistered::strip;
    const ordered_json config{
        {"consent", registry.consent().cookie},
        {"decided", decided ? ordered_json(*decided) : ordered_json()},
        {"base", registry.pages()->base},
        {"alwaysOn", always_on(registry)},
        {"unregistered", strips ? "strip" : "pass"},
        {"expire", to_string(registry.enforcement().expire)},
        {"expireWhen",
         registry.enforcement().expire_when == consent::ExpireWhen::decided ? "decided" : "usable"},
        {"state", state(registry)},
        {"cookies", cookies(registry)},
        {"thirdParties", third_parties(registry)},
    };
    // No byte that is not UTF-8 may end the start of the proxy: it is written as U+FFFD.
    std::string text = config.dump(-1, ' ', true, ordered_json::error_handler_t::replace);
    boost::replace_all(text, "<", "\\u003c");
    return text;
}

}   // namespace pages

#include "pages/own_cookies.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>

namespace pages {
namespace {

using namespace std::chrono_literals;
using consent::PageText;

struct Unit {
    std::string_view name;
    std::chrono::seconds length;
};

constexpr std::array<Unit, 5> units{Unit{"year", std::chrono::days{365}},
                                    {"day", std::chrono::days{1}},
                                    {"hour", 1h},
                                    {"minute", 1min},
                                    {"second", 1s}};

bool is_listed(const consent::Registry& registry, std::string_view name) {
    const consent::CookieEntry* entry = registry.find(name);
    return entry != nullptr &&
           (entry->from_profile || registry.always_on().contains(entry->category));
}

}   // namespace

std::string lifetime_text(std::chrono::seconds lifetime) {
    const auto* const unit = std::ranges::find_if(
        units, [lifetime](const Unit& one) { return lifetime % one.length == 0s; });
    const auto count = lifetime / unit->length;
    return fmt::format("{} {}{}", count, unit->name, count == 1 ? "" : "s");
}

std::vector<OwnCookie> unlisted_own_cookies(const consent::Registry& registry) {
    const consent::ConsentSettings& settings = registry.consent();
    const auto beyond = std::min<std::chrono::seconds>(settings.lifetime + std::chrono::days{35},
                                                       std::chrono::days{400});
    std::vector<OwnCookie> cookies;
    const auto add = [&](const std::string& name, PageText purpose, std::chrono::seconds lives) {
        if (!is_listed(registry, name)) {
            cookies.push_back({name, purpose, lifetime_text(lives)});
        }
    };
    add(settings.cookie, PageText::purpose_consent, settings.lifetime);
    if (settings.decided) {
        add(*settings.decided, PageText::purpose_decided, settings.lifetime);
    }
    if (registry.revision() > 0) {
        add(registry.companion(), PageText::purpose_revision, beyond);
    }
    add(registry.notice_cookie(), PageText::purpose_notice, 1min);
    return cookies;
}

}   // namespace pages

#pragma once

#include "consent/registry.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace consent::test {

inline Category category(std::string id, Basis basis = Basis::consent) {
    Category category;
    category.id = std::move(id);
    category.basis = basis;
    return category;
}

inline CookieEntry entry(std::string name, CategoryIndex category) {
    CookieEntry entry;
    entry.name = std::move(name);
    entry.category = category;
    return entry;
}

inline CookieEntry profile_entry(std::string name) {
    CookieEntry entry;
    entry.name = std::move(name);
    entry.from_profile = true;
    return entry;
}

inline constexpr CategoryIndex in_essential = 0;
inline constexpr CategoryIndex in_settings = 1;
inline constexpr CategoryIndex in_usage = 2;
inline constexpr CategoryIndex in_campaigns = 3;

inline CategorySet set_of(std::initializer_list<CategoryIndex> indexes) {
    CategorySet set;
    for (const CategoryIndex index : indexes) {
        set.insert(index);
    }
    return set;
}

/// The four categories of GOV.UK, and a few of its cookies. JSESSIONID comes from a profile.
inline RegistryData govuk() {
    RegistryData data;
    data.site = "GOV.UK";
    data.consent.cookie = "cookies_policy";
    data.consent.decided = "cookies_preferences_set";
    data.categories = {category("essential", Basis::essential), category("settings"),
                       category("usage"), category("campaigns")};
    data.cookies = {entry("cookies_policy", in_essential),
                    entry("licensing_session", in_essential),
                    entry("global_banner_seen", in_settings),
                    entry("_ga", in_usage),
                    entry("_ga_*", in_usage),
                    entry("tracked_*", in_campaigns),
                    profile_entry("JSESSIONID*")};
    return data;
}

}   // namespace consent::test

#include "consent/registry.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

namespace consent {
namespace {

/// The data, checked, with what follows from the format and `write`.
RegistryData settled(RegistryData data) {
    if (data.categories.size() > max_categories) {
        throw std::invalid_argument("a registry has at most 64 categories");
    }
    if (data.consent.format.writes == Writes::nothing) {
        data.consent.inject = false;
    }
    std::vector<Encoding>& encoding = data.consent.format.encoding;
    if (data.consent.write == WriteAs::percent && encoding == std::vector{Encoding::layers}) {
        encoding.push_back(Encoding::percent);
    }
    return data;
}

std::string sibling_of(std::string cookie, std::string_view suffix) {
    std::erase(cookie, '*');
    return cookie.append(suffix);
}

char first_byte(const std::string& name) {
    return name.empty() ? '\0' : name.front();
}

CategoryIndex find_essential(const std::vector<Category>& categories) {
    auto found = std::ranges::find(categories, "essential", &Category::id);
    if (found == categories.end()) {
        found = std::ranges::find(categories, Basis::essential, &Category::basis);
    }
    return found == categories.end() ? no_category
                                     : static_cast<CategoryIndex>(found - categories.begin());
}

}   // namespace

Registry::Registry(RegistryData data)
    : data_(settled(std::move(data))),
      format_(data_.consent.format, data_.categories),
      star_(data_.consent.cookie.find('*')),
      companion_(sibling_of(data_.consent.cookie, "_revision")),
      notice_cookie_(sibling_of(data_.consent.cookie, "_notice")),
      begins_{first_byte(data_.consent.cookie),
              first_byte(data_.consent.decided.value_or(data_.consent.cookie))},
      essential_category_(find_essential(data_.categories)),
      always_on_(consent::always_on(data_.categories)) {
    for (CategoryIndex index = 0; index < data_.categories.size(); ++index) {
        if (data_.categories[index].basis == Basis::exempt && !always_on_.contains(index)) {
            exempt_.insert(index);
        }
    }
    const std::span<const CookieEntry> entries = data_.cookies;
    const auto profiles = std::ranges::find(entries, true, &CookieEntry::from_profile);
    const auto own = static_cast<std::size_t>(profiles - entries.begin());
    own_ = NameIndex(entries.first(own));
    profiles_ = NameIndex(entries.subspan(own));
    state_cookies_ = StateCookies(data_.consent, companion_, data_.revision, format_,
                                  always_on_ | exempt_, always_on_);
}

const CookieEntry* Registry::find(std::string_view name) const {
    const CookieEntry* entry = own_.find(name);
    return entry != nullptr ? entry : profiles_.find(name);
}

std::optional<std::string_view> Registry::word_of(std::string_view name) const {
    const std::string_view pattern = data_.consent.cookie;
    if (!has_cookie_each()) {
        return std::nullopt;
    }
    const std::string_view before = pattern.substr(0, star_);
    const std::string_view after = pattern.substr(star_ + 1);
    if (name.size() < before.size() + after.size() || !name.starts_with(before) ||
        !name.ends_with(after)) {
        return std::nullopt;
    }
    name.remove_prefix(before.size());
    name.remove_suffix(after.size());
    return format_.knows(name) ? std::optional(name) : std::nullopt;
}

CategoryIndex Registry::category(std::string_view id) const {
    const auto found = std::ranges::find(data_.categories, id, &Category::id);
    return found == data_.categories.end()
               ? no_category
               : static_cast<CategoryIndex>(found - data_.categories.begin());
}

}   // namespace consent

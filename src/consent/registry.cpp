#include "consent/registry.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

namespace consent {
namespace {

bool is_always_on(const Category& category) {
    return category.basis == Basis::essential || category.id == "essential";
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
    : data_(std::move(data)),
      companion_(data_.consent.cookie + "_revision"),
      essential_category_(find_essential(data_.categories)) {
    if (data_.categories.size() > max_categories) {
        throw std::invalid_argument("a registry has at most 64 categories");
    }
    for (CategoryIndex index = 0; index < data_.categories.size(); ++index) {
        const Category& category = data_.categories[index];
        if (is_always_on(category)) {
            always_on_.insert(index);
        } else if (category.basis == Basis::exempt) {
            exempt_.insert(index);
        }
    }
    const std::span<const CookieEntry> entries = data_.cookies;
    const auto profiles = std::ranges::find(entries, true, &CookieEntry::from_profile);
    const auto own = static_cast<std::size_t>(profiles - entries.begin());
    own_ = NameIndex(entries.first(own));
    profiles_ = NameIndex(entries.subspan(own));
    state_cookies_ = StateCookies(data_.consent, companion_, data_.revision, data_.categories,
                                  always_on_ | exempt_, always_on_);
}

const CookieEntry* Registry::find(std::string_view name) const {
    const CookieEntry* entry = own_.find(name);
    return entry != nullptr ? entry : profiles_.find(name);
}

bool Registry::is_consent_state(std::string_view name) const {
    return name == data_.consent.cookie || name == data_.consent.decided || name == companion_;
}

CategoryIndex Registry::category(std::string_view id) const {
    const auto found = std::ranges::find(data_.categories, id, &Category::id);
    return found == data_.categories.end()
               ? no_category
               : static_cast<CategoryIndex>(found - data_.categories.begin());
}

}   // namespace consent

#pragma once

#include "consent/registry.hpp"

#include <string_view>

namespace pages {

/// The third parties of one registry that one visitor refuses. Views the registry.
class RefusedHosts {
public:
    /// Refuses nobody.
    RefusedHosts() = default;
    RefusedHosts(const consent::Registry& registry, consent::CategorySet granted)
        : registry_(&registry), granted_(granted) {}

    /// Is there any?
    [[nodiscard]] bool any() const;

    /// The entry that refuses this URL, an attribute's value with its references decoded, or null:
    /// read as a browser does (WHATWG URL: white space, backslashes, user info, a port, upper case,
    /// a trailing dot). `base` is the document's <base href>, or empty. Of several entries for a
    /// host an exact one decides, then the one with the longest name.
    [[nodiscard]] const consent::ThirdParty* find(std::string_view url,
                                                  std::string_view base = {}) const;

    /// The id of the category of an entry.
    [[nodiscard]] std::string_view category_of(const consent::ThirdParty& entry) const;

private:
    [[nodiscard]] bool refuses(const consent::ThirdParty& entry) const;

    const consent::Registry* registry_ = nullptr;
    consent::CategorySet granted_;
};

}   // namespace pages

#pragma once

#include "consent/page_text.hpp"
#include "consent/registry.hpp"

#include <string>
#include <vector>

namespace pages {

/// A cookie that the proxy itself sets, for the details page.
struct OwnCookie {
    std::string name;
    consent::PageText purpose;
    std::string expires;   ///< in the words of a registry
};

/// Those of the consent state that the registry does not list itself, under an exact name or a
/// pattern, in a category that is always on.
[[nodiscard]] std::vector<OwnCookie> unlisted_own_cookies(const consent::Registry& registry);

/// A time in words that consent::parse_lifetime reads, in the largest unit that gives a whole
/// number.
[[nodiscard]] std::string lifetime_text(std::chrono::seconds lifetime);

}   // namespace pages

#pragma once

#include "consent/category.hpp"
#include "consent/lifetime.hpp"

#include <optional>
#include <string>

namespace consent {

/// One cookie, or one family of cookies, that a registry lists.
struct CookieEntry {
    std::string name;   ///< exact, or a pattern in which `*` is any run of bytes, the empty one too
    std::string label;
    std::string group;
    std::string purpose;
    std::string expires;                ///< as the registry writes it; empty when it does not
    std::optional<Lifetime> lifetime;   ///< `expires`, read
    std::string path;                   ///< where deletion has to look in addition
    std::string domain;
    bool partitioned = false;
    CategoryIndex category = no_category;
    bool from_profile = false;   ///< a framework cookie: always essential
};

}   // namespace consent

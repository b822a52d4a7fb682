#pragma once

#include "consent/registry.hpp"
#include "survey/cookie_database.hpp"
#include "survey/traffic.hpp"

#include <optional>
#include <string>
#include <vector>

namespace survey {

/// An entry that a registry could get for cookies that it does not list.
struct Suggestion {
    std::string name;   ///< exact or a pattern; matches what was seen
    std::string category;
    std::string group;
    std::string purpose;
    std::string expires;                 ///< in the words of a registry, or empty
    std::vector<std::string> comments;   ///< what a person has to look at
};

/// Where entries go that nobody knows: the registry's first category that visitors decide about.
/// A registry without one gets a category of this id suggested, so that nothing unknown is on.
inline constexpr std::string_view unsorted_category = "unsorted";

/// The pattern or name under which a registry finds the cookie that traffic shows as `shown`;
/// nothing where it would be next to any cookie (`*`, `_*`), or stands for many (`(other)`).
[[nodiscard]] std::optional<std::string> pattern_of(std::string_view shown);

/// Suggests an entry for each unlisted cookie of `traffic` that has a pattern, in the order of
/// the names, each name once. With a name known for certain: category, purpose and lifetime from
/// the database, and the database's pattern for one known by its prefix. A likely session goes
/// under essential, unless it is known for certain to count or to advertise. All else goes
/// where nothing is allowed without consent, with a comment.
[[nodiscard]] std::vector<Suggestion> suggest(const Traffic& traffic,
                                              const CookieDatabase& database);

}   // namespace survey

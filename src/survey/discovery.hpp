#pragma once

#include "survey/inputs.hpp"
#include "survey/suggestion.hpp"

#include <string>
#include <vector>

namespace survey {

/// A name of the traffic and what was seen of it. Points into the traffic.
struct Found {
    const std::string* name = nullptr;
    const SeenCookie* seen = nullptr;
};

/// What recorded traffic says that a registry does not, and the other way round. Points into
/// the traffic and its registry, which must outlive it.
struct Discovery {
    const ReadTraffic* read = nullptr;
    std::vector<Found> unlisted;                           ///< by name
    std::vector<const consent::CookieEntry*> never_seen;   ///< the registry's own, in its order
    std::vector<FailedDeletion> failed_deletions;
    std::vector<Found> sessions;            ///< likely ones that are not always on
    std::vector<std::string> unsuggested;   ///< unlisted names that no entry can be suggested for
    std::vector<Suggestion> suggestions;
};

[[nodiscard]] Discovery discover(const ReadTraffic& read, const CookieDatabase& database);

/// For people: sections with aligned tables, and at the end the YAML fragment, from the line
/// `categories:` on. Names alone; bytes that a terminal would act on are shown as `?`.
[[nodiscard]] std::string to_text(const Discovery& discovery);

/// The same as one JSON document on one line: site, exchanges, first, last, lines_left_out, notes,
/// nameless, unlisted, never_seen, failed_deletions, likely_sessions, unsuggested, suggestions,
/// fragment (the YAML). Times as RFC 3339, null where there are none. Bytes that are not UTF-8
/// become U+FFFD.
[[nodiscard]] std::string to_json(const Discovery& discovery);

}   // namespace survey

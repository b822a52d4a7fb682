#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// A consent cookie as a page shows it: `cookies_policy = { "essential": true, "usage": false }`.
struct PagePolicy {
    std::string cookie;
    std::vector<std::string> ids;   ///< its keys, in order
};

/// Reads a line that is a name, `=` or `:`, and a JSON object of booleans. Nothing for any other,
/// and where a key could not be a category's id.
[[nodiscard]] std::optional<PagePolicy> read_policy(std::string_view line);

/// A well-known consent cookie and the cookie that goes with it.
struct StateNames {
    std::string_view cookie;
    std::string_view decided;   ///< empty: none
    std::string_view format;    ///< the registry's name for the way the choice is written
};

/// Consent cookies whose format is built in (config/formats/).
[[nodiscard]] std::span<const StateNames> known_state_names();

}   // namespace survey

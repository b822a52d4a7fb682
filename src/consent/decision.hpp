#pragma once

#include "consent/category.hpp"
#include "consent/cookie_entry.hpp"
#include "consent/policy.hpp"
#include "consent/registry.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace consent {

enum class Action : std::uint8_t { pass, strip };

enum class Reason : std::uint8_t {
    malformed,
    consent_state,
    nameless,
    deletion,
    essential,
    granted,
    refused,
    undecided,
    signal,
    unregistered,
    bypass,
};
inline constexpr std::size_t reason_count = 11;

/// The word for it in logs, metrics and `explain`: `consent-state`, `refused`, ...
[[nodiscard]] std::string_view to_string(Action action);
[[nodiscard]] std::string_view to_string(Reason reason);

/// What happens to one cookie, and why.
struct Decision {
    Action action = Action::pass;
    Reason reason = Reason::essential;
    CategoryIndex category = no_category;
    const CookieEntry* entry = nullptr;   ///< the matching entry; lives as long as the registry
    std::string_view name;                ///< views the input; empty for a nameless cookie
    bool deletes = false;                 ///< a Set-Cookie that is a deletion
    bool session = false;                 ///< held back as unregistered, and most likely a session
};

/// Decides one Set-Cookie field by its value (the contract's table; attributes as RFC 6265bis
/// section 5.6 reads them). `now` is what an Expires is held against.
[[nodiscard]] Decision decide_set_cookie(const Registry& registry, const Policy& policy,
                                         std::string_view field_value,
                                         std::chrono::system_clock::time_point now);

/// Decides one crumb of a Cookie field. `name` and `value` are split at the first `=` and trimmed;
/// a crumb without `=` has its whole text as value.
[[nodiscard]] Decision decide_cookie(const Registry& registry, const Policy& policy,
                                     std::string_view name, std::string_view value);

}   // namespace consent

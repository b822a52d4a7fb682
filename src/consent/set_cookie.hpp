#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace consent {

/// One Set-Cookie field as a browser reads it. All views are into the field's value.
struct SetCookie {
    std::string_view name;   ///< empty when nameless
    std::string_view value;
    bool malformed = false;   ///< a browser ignores it: control bytes other than tab, or name and
                              ///< value over 4096 bytes together
    bool http_only = false;
    std::optional<std::chrono::seconds> max_age;   ///< last valid Max-Age, within 10,000 years of 0
    std::optional<std::chrono::sys_seconds> expires;   ///< last valid Expires; none is looked for
                                                       ///< behind a valid Max-Age, which beats it

    /// Max-Age <= 0, or no valid Max-Age and Expires not after `now`.
    [[nodiscard]] bool deletes(std::chrono::system_clock::time_point now) const;
};

/// Reads a Set-Cookie field's value by the lenient algorithm of RFC 6265bis section 5.6: split at
/// `;` only, the first pair at its first `=` (none: all of it is the value), SP and HTAB trimmed;
/// attribute names in any case, the last of a name that parses counts, an attribute value over
/// 1024 bytes does not. Never fails; allocates nothing.
[[nodiscard]] SetCookie read_set_cookie(std::string_view field_value);

}   // namespace consent

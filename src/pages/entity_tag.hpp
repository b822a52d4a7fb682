#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pages {

/// An entity tag (RFC 9110 section 8.8.3) of the origin with the state of the page in it: `state`
/// is short and of letters and digits. `"abc"` becomes `"abc;consent=STATE"`; a weak one stays
/// weak. What is no entity tag gives nothing.
///
///     entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE
///     etagc      = %x21 / %x23-7E / %x80-FF
[[nodiscard]] std::optional<std::string> tag_with_state(std::string_view etag,
                                                        std::string_view state);

/// The value of If-None-Match (or If-Match, If-Range) as the origin may see it: the origin's own
/// tags out of those that carry this state; all others are left out. Empty when none is left.
/// `*` and a date go too, and what follows the first fault of the list.
[[nodiscard]] std::string tags_without_state(std::string_view field_value, std::string_view state);

/// Does any tag of the list carry a state, whichever?
[[nodiscard]] bool has_state(std::string_view field_value);

}   // namespace pages

#pragma once

#include "consent/tally.hpp"

#include <string_view>

namespace consent {

/// The readers of the shapes that are not JSON. Each feeds a tally and is false where the text has
/// not that shape. Linear in the text.

/// The shape `list`; a separator before the first item where `leading` is set.
///
///     list = [ item-separator ] pair *( item-separator pair )
///     pair = 1*OCTET pair-separator *OCTET       ; at the first pair-separator
///
/// Each pair is an answer and a field.
[[nodiscard]] bool read_list(std::string_view text, const Separators& separators, Tally& tally);

/// The shape `form`: form-urlencoded fields, of which the one named `list` holds a list. An empty
/// list is one. Fields without `=` are skipped (OneTrust's own values hold raw `(` and `)`).
[[nodiscard]] bool read_form(std::string_view text, std::string_view list,
                             const Separators& separators, Tally& tally);

/// The shape `literal`: an object as JavaScript source, without nesting, escapes and blanks.
///
///     literal = "{" [ member *( "," member ) ] "}"
///     member  = 1*( ALPHA / DIGIT / "_" / "-" ) ":" ( string / bare )
///     string  = "'" *( any byte but "'" and "\" ) "'"
///     bare    = 1*( ALPHA / DIGIT / "_" / "-" / "." )
[[nodiscard]] bool read_literal(std::string_view text, Tally& tally);

/// The shape `tcf`: an IAB TC string of version 2. Only its core segment is read, and of that only
/// what stands before the vendors. PurposesConsent are the answers, `1` to `24`; TcfPolicyVersion
/// is the field `policy_version`.
/// Source: IAB Transparency and Consent String with Global Vendor & CMP List Formats, version 2.
[[nodiscard]] bool read_tc_string(std::string_view text, Tally& tally);

}   // namespace consent

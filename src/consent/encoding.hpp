#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace consent {

enum class Plus : bool { itself, space };

/// Decodes every `%XX` once. Nothing where a `%` is not followed by two hex digits. Whether the
/// bytes are UTF-8 is left to the reader of what comes out.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus);

/// Takes a pair of DQUOTE off, with JSON whitespace around it, and the backslash escapes within:
/// `\` and three octal digits is that byte, `\` and anything else is the latter. A bare DQUOTE
/// within is kept. Nothing where the text is not wrapped so.
///
///     quoted = DQUOTE *( "\" ( %x30-33 2%x30-37 / OCTET ) / OCTET ) DQUOTE
///
/// Source: RFC 2109 section 4.1 (quoted-string); Python's http.cookies for the octal escapes.
[[nodiscard]] std::optional<std::string> unquote(std::string_view text);

}   // namespace consent

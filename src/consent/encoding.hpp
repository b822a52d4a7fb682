#pragma once

#include "consent/format_data.hpp"

#include <optional>
#include <span>
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

/// Is every byte a cookie-octet (RFC 6265bis section 4.1.1), so that strict parsers read it?
[[nodiscard]] bool is_cookie_value(std::string_view text);

/// As JavaScript's encodeURIComponent does, once; the bytes of `kept` stay as they are too.
[[nodiscard]] std::string percent_encode(std::string_view text, std::string_view kept = {});

/// Takes a chain of encodings off, the first of them first. Nothing where one of them does not fit,
/// or where a NUL comes out. `layers` is left to its own reader.
[[nodiscard]] std::optional<std::string> decode(std::string_view text,
                                                std::span<const Encoding> chain);

/// Puts the chain on, the last of them first. What decode() gives back is `text`, as long as a text
/// in single quotes has none of its own.
[[nodiscard]] std::string encode(std::string text, std::span<const Encoding> chain);

}   // namespace consent

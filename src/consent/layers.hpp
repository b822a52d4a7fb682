#pragma once

#include "consent/choice.hpp"
#include "consent/vocabulary.hpp"

#include <optional>
#include <string_view>

namespace consent {

/// Reads a JSON value as GOV.UK's consent cookie is found in the field: under layers of
/// percent-encoding (`+` for a space where that alone makes it readable), DQUOTE with backslash
/// and octal escapes (RFC 2109 style, as Python writes it), and JSON in a JSON string; each at
/// most twice, in any order. A quoted text that is the same both ways counts as whichever of the
/// two may still come. What needs the fewest layers is read.
///
/// Any JSON object is usable for a format without rules; unknown keys are skipped, a key given
/// twice grants only if each is `true`. Nothing when the value cannot be read: a `%` without two
/// hex digits, no UTF-8, a NUL anywhere; nor a number past what a double holds or a lone
/// surrogate, which the JSON library refuses. The value has at most max_consent_value bytes, which
/// bounds time and depth; no recursion. Allocates.
/// Source: alphagov/govuk_publishing_components, lib/cookie-functions.js.
[[nodiscard]] std::optional<Choice> read_layers(std::string_view value, const FormatData& format,
                                                const Vocabulary& vocabulary);

}   // namespace consent

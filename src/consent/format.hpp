#pragma once

#include "consent/category.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consent {

/// The longest consent cookie value that is read, in bytes; a longer one is unusable.
inline constexpr std::size_t max_consent_value = 4096;

/// What one consent cookie says. A category in neither set was not named.
struct Choice {
    CategorySet granted;   ///< named, and each time with the format's exact word for yes
    CategorySet refused;   ///< named with anything else

    friend bool operator==(const Choice&, const Choice&) = default;
};

/// Reads a consent cookie's value in GOV.UK's format: a JSON object whose keys are category ids,
/// under layers of percent-encoding (`+` for a space where that alone makes it readable), DQUOTE
/// with backslash and octal escapes (RFC 2109 style, as Python writes it), and JSON in a JSON
/// string; each at most twice, in any order. What needs the fewest layers is read.
///
/// Any JSON object is usable; unknown keys are skipped, a key given twice grants only if each is
/// `true`. Nothing when the value cannot be read: too long, a `%` without two hex digits, no UTF-8,
/// a NUL anywhere. Also nothing for a number past what a double holds and for a lone surrogate,
/// which the JSON library refuses. Bounded in time and depth by max_consent_value; no recursion.
/// Allocates. Source: alphagov/govuk_publishing_components, lib/cookie-functions.js.
[[nodiscard]] std::optional<Choice> read_govuk(std::string_view value,
                                               const std::vector<Category>& categories);

/// Writes a choice as GOV.UK does: compact raw JSON, one key a category in registry order.
[[nodiscard]] std::string write_govuk(CategorySet granted, const std::vector<Category>& categories);

/// Is every byte a cookie-octet (RFC 6265bis section 4.1.1), so that strict parsers read it?
[[nodiscard]] bool is_cookie_value(std::string_view text);

/// As JavaScript's encodeURIComponent does, once.
[[nodiscard]] std::string percent_encode(std::string_view text);

}   // namespace consent

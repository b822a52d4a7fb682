#pragma once

#include <string>
#include <string_view>

namespace pages {

/// Stands for the `&` of a reference that was not decoded.
inline constexpr char kept_ampersand = '\x01';

/// The value of an attribute with its references decoded that stand for ASCII (HTML section
/// 13.2.5.72). All others are kept as they are, with kept_ampersand for their `&`: what they stand
/// for cannot be said in every charset, and is no part of a URL's scheme or of a listed host.
[[nodiscard]] std::string decode_references(std::string_view value);

/// The text as the value of an attribute in double quotes, of HTML and of XML; kept_ampersand
/// becomes an `&` again.
[[nodiscard]] std::string encode_attribute(std::string_view text);

}   // namespace pages

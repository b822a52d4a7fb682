#pragma once

#include "bytes/ascii.hpp"
#include "bytes/fnv.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pages {

/// ASCII white space (WHATWG Infra section 4.6).
[[nodiscard]] constexpr bool is_html_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/// ASCII letters, whatever the locale.
[[nodiscard]] constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What may follow the name in a tag (HTML section 13.2.5.8).
[[nodiscard]] constexpr bool ends_tag_name(char c) {
    return is_html_space(c) || c == '/' || c == '>';
}

/// Does the text begin with this, which is in lower case, but for the case of ASCII letters?
[[nodiscard]] constexpr bool starts_with_word(std::string_view text, std::string_view lower) {
    return text.size() >= lower.size() && bytes::iequals(text.substr(0, lower.size()), lower);
}

/// FNV-1a over the name in lower case: names of any length in one machine word.
[[nodiscard]] constexpr std::uint64_t hash_of_name(std::string_view name) {
    std::uint64_t hash = bytes::fnv_start;
    for (const char c : name) {
        hash = bytes::fnv_add(hash, static_cast<unsigned char>(bytes::to_lower(c)));
    }
    return hash;
}

}   // namespace pages

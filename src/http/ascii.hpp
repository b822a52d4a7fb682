#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace http {

/// ASCII only, whatever the locale; other bytes are unchanged.
[[nodiscard]] constexpr char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Equal but for the case of ASCII letters.
[[nodiscard]] constexpr bool iequals(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (to_lower(a[i]) != to_lower(b[i])) {
            return false;
        }
    }
    return true;
}

/// The same of a token (RFC 9110 section 5.6.2) and one of lower case letters, digits and dashes,
/// eight bytes at a time: among the bytes of a token none but these fold onto those.
[[nodiscard]] inline bool equals_token(std::string_view token, std::string_view lower) {
    constexpr std::uint64_t fold = 0x2020202020202020;
    constexpr std::size_t step = sizeof fold;
    const auto equal_at = [&](std::size_t at) {
        std::uint64_t a = 0;
        std::uint64_t b = 0;
        std::memcpy(&a, token.data() + at, step);
        std::memcpy(&b, lower.data() + at, step);
        return (a | fold) == b;
    };
    if (token.size() != lower.size()) {
        return false;
    }
    if (token.size() < step) {
        return iequals(token, lower);
    }
    for (std::size_t at = 0; at + step < token.size(); at += step) {
        if (!equal_at(at)) {
            return false;
        }
    }
    return equal_at(token.size() - step);
}

/// OWS of RFC 9110 section 5.6.3: SP and HTAB.
[[nodiscard]] constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// Without the blanks at both ends.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

}   // namespace http

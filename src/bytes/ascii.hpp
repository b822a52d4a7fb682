#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace bytes {

/// ASCII only, whatever the locale; as all that follows.
[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// ASCII letters only; any other byte as it is.
[[nodiscard]] constexpr char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// The value of a hex digit, or -1.
[[nodiscard]] constexpr int hex_value(char c) {
    if (is_digit(c)) {
        return c - '0';
    }
    const char letter = to_lower(c);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// Equal but for the case of ASCII letters?
[[nodiscard]] constexpr bool iequals(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) {
        return false;
    }
    for (std::size_t at = 0; at < a.size(); ++at) {
        if (to_lower(a[at]) != to_lower(b[at])) {
            return false;
        }
    }
    return true;
}

namespace detail {

// Of the bytes of a name in lower case only letters have the bit 0x40, and only they come in two
// cases. The last word overlaps the one before.
template <class Word>
[[nodiscard]] inline bool equals_in_words(std::string_view text, std::string_view lower) {
    constexpr auto letters = static_cast<Word>(0x4040404040404040);
    const auto equal_at = [&](std::size_t at) {
        Word a = 0;
        Word b = 0;
        std::memcpy(&a, text.data() + at, sizeof a);
        std::memcpy(&b, lower.data() + at, sizeof b);
        return (a | (b & letters) >> 1U) == b;
    };
    const std::size_t last = text.size() - sizeof(Word);
    for (std::size_t at = 0; at < last; at += sizeof(Word)) {
        if (!equal_at(at)) {
            return false;
        }
    }
    return equal_at(last);
}

}   // namespace detail

/// The same of any text and a name of lower case letters, digits and dashes, many bytes at a time.
[[nodiscard]] inline bool equals_name(std::string_view text, std::string_view lower) {
    if (text.size() != lower.size()) {
        return false;
    }
    if (text.size() >= sizeof(std::uint64_t)) {
        return detail::equals_in_words<std::uint64_t>(text, lower);
    }
    return text.size() >= sizeof(std::uint32_t)
               ? detail::equals_in_words<std::uint32_t>(text, lower)
               : iequals(text, lower);
}

/// OWS of RFC 9110 section 5.6.3: SP and HTAB.
[[nodiscard]] constexpr bool is_blank(char c) {
    // Most bytes are above both.
    return c <= ' ' && (c == ' ' || c == '\t');
}

/// Without the blanks at its front. Views the input.
[[nodiscard]] constexpr std::string_view trim_front(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    return text;
}

/// The same at its end.
[[nodiscard]] constexpr std::string_view trim_back(std::string_view text) {
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// Without the blanks at both ends. Views the input.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) {
    return trim_back(trim_front(text));
}

}   // namespace bytes

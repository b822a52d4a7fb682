#pragma once

#include "bytes/block.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace consent {

/// ASCII whatever the locale says.
[[nodiscard]] constexpr bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/// ASCII letters only; any other byte as it is.
[[nodiscard]] constexpr char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

/// Equal but for the case of ASCII letters?
[[nodiscard]] constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) {
        return false;
    }
    for (std::size_t at = 0; at < a.size(); ++at) {
        if (lower(a[at]) != lower(b[at])) {
            return false;
        }
    }
    return true;
}

/// SP or HTAB (RFC 9110 section 5.6.3).
[[nodiscard]] constexpr bool is_space(char byte) {
    // Most bytes are above both.
    return byte <= ' ' && (byte == ' ' || byte == '\t');
}

/// Without SP and HTAB at its front. Views the input.
[[nodiscard]] constexpr std::string_view trim_front(std::string_view text) {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    return text;
}

/// The same at its end.
[[nodiscard]] constexpr std::string_view trim_back(std::string_view text) {
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// Without SP and HTAB at both ends. Views the input.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) {
    return trim_back(trim_front(text));
}

/// Takes what stands before the first separator off `rest`, and the separator too; all of it
/// where there is none. Not trimmed. Views the input.
[[nodiscard]] inline std::string_view take_until(std::string_view& rest, char separator) {
    const std::size_t end = bytes::find_byte(rest, separator);
    const std::string_view part(rest.data(), end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// Name and value of a cookie as browsers split it: at the first `=`, both trimmed; without one
/// the whole text is the value (RFC 6265bis section 5.6). Views into the input.
struct Pair {
    std::string_view name;
    std::string_view value;
};

/// Of a text that is trimmed already.
[[nodiscard]] inline Pair split_trimmed_pair(std::string_view text) {
    const std::size_t equals = bytes::find_byte(text, '=');
    if (equals == text.size()) {
        return {.name = {}, .value = text};
    }
    const std::string_view name(text.data(), equals);
    text.remove_prefix(equals + 1);
    return {.name = trim_back(name), .value = trim_front(text)};
}

[[nodiscard]] inline Pair split_pair(std::string_view text) {
    return split_trimmed_pair(trim(text));
}

}   // namespace consent

#pragma once

#include <algorithm>
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
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// Without SP and HTAB at both ends. Views the input.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes what stands before the first separator off `rest`, and the separator too; all of it
/// where there is none. Not trimmed. Views the input.
[[nodiscard]] constexpr std::string_view take_until(std::string_view& rest, char separator) {
    const auto end = rest.find(separator);
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return part;
}

/// Name and value of a cookie as browsers split it: at the first `=`, both trimmed; without one
/// the whole text is the value (RFC 6265bis section 5.6). Views into the input.
struct Pair {
    std::string_view name;
    std::string_view value;
};

[[nodiscard]] constexpr Pair split_pair(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) {
        return {.name = {}, .value = trim(text)};
    }
    return {.name = trim(text.substr(0, equals)), .value = trim(text.substr(equals + 1))};
}

}   // namespace consent

#pragma once

#include "bytes/ascii.hpp"
#include "bytes/block.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace consent {

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
    return {.name = bytes::trim_back(name), .value = bytes::trim_front(text)};
}

[[nodiscard]] inline Pair split_pair(std::string_view text) {
    return split_trimmed_pair(bytes::trim(text));
}

}   // namespace consent

#pragma once

#include "bytes/ascii.hpp"

#include <string_view>

namespace pages {

/// Takes one byte off, a percent-encoded one decoded; a `%` that introduces no byte stays (WHATWG
/// URL section 1.3). Of a text that is not empty.
[[nodiscard]] inline char take_decoded(std::string_view& text) {
    const char first = text.front();
    if (first == '%' && text.size() > 2) {
        const int high = bytes::hex_value(text[1]);
        const int low = bytes::hex_value(text[2]);
        if (high >= 0 && low >= 0) {
            text.remove_prefix(3);
            return static_cast<char>(high * 16 + low);
        }
    }
    text.remove_prefix(1);
    return first;
}

}   // namespace pages

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace fuzz {

/// Ends the run where a property does not hold; the fuzzer keeps the input.
inline void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// The input as text. Views it.
inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Takes the first byte off, a choice among what the target can do; 0 where there is none.
inline std::uint8_t take_byte(std::string_view& text) {
    if (text.empty()) {
        return 0;
    }
    const auto byte = static_cast<std::uint8_t>(text.front());
    text.remove_prefix(1);
    return byte;
}

/// Takes the text before the separator off, and the separator; all of it where there is none.
inline std::string_view take_part(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return part;
}

}   // namespace fuzz

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace bytes {

namespace detail {

template <class Word>
[[nodiscard]] inline std::uint64_t load(const char* bytes) {
    Word word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

[[nodiscard]] inline std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15U;
    return hash ^ hash >> 32U;
}

// All bytes of a text that is shorter than eight: the halves overlap.
[[nodiscard]] inline std::uint64_t short_word(std::string_view text) {
    const char* const end = text.data() + text.size();
    if (text.size() >= sizeof(std::uint32_t)) {
        return load<std::uint32_t>(text.data()) << 32U |
               load<std::uint32_t>(end - sizeof(std::uint32_t));
    }
    if (text.empty()) {
        return 0;
    }
    return load<std::uint8_t>(text.data()) << 16U |
           load<std::uint8_t>(text.data() + text.size() / 2) << 8U | load<std::uint8_t>(end - 1);
}

}   // namespace detail

/// A hash of all bytes, eight at a time, for the tables of one process. Who wants texts that
/// collide can make them: only where nobody may choose the texts, or where that costs little.
[[nodiscard]] inline std::uint64_t hash(std::string_view text) {
    constexpr std::size_t size = sizeof(std::uint64_t);
    std::uint64_t hash = detail::mix(text.size(), 0);
    if (text.size() < size) {
        return detail::mix(hash, detail::short_word(text));
    }
    // The last eight overlap those before.
    const std::size_t last = text.size() - size;
    for (std::size_t at = 0; at < last; at += size) {
        hash = detail::mix(hash, detail::load<std::uint64_t>(text.data() + at));
    }
    return detail::mix(hash, detail::load<std::uint64_t>(text.data() + last));
}

}   // namespace bytes

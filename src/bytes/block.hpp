#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace bytes {

/// Eight bytes that are looked at in one go, by plain arithmetic.
class Word {
public:
    static constexpr std::size_t size = sizeof(std::uint64_t);

    /// At least `size` bytes must be there.
    explicit Word(const char* bytes) {
        static_assert(std::endian::native == std::endian::little);
        std::memcpy(&bytes_, bytes, size);
    }

    /// Where the byte first stands, or `size`.
    [[nodiscard]] std::size_t find(char byte) const {
        const std::uint64_t found = zeros(bytes_ ^ (ones * static_cast<unsigned char>(byte)));
        return static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }

    /// Is one below 0x20, or 0x7f?
    [[nodiscard]] bool has_control() const {
        const std::uint64_t low = (bytes_ - ones * 0x20) & ~bytes_ & (ones << 7U);
        return (low | zeros(bytes_ ^ (ones * 0x7f))) != 0;
    }

private:
    static constexpr std::uint64_t ones = 0x0101010101010101;

    /// The high bit of every byte up to the first that is zero, and of it, is right.
    static std::uint64_t zeros(std::uint64_t bytes) {
        return (bytes - ones) & ~bytes & (ones << 7U);
    }

    std::uint64_t bytes_;
};

/// As many bytes as the machine looks at in one go.
#ifdef __SSE2__
class Block {
public:
    static constexpr std::size_t size = 16;

    explicit Block(const char* bytes)
        : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes))) {}

    [[nodiscard]] std::size_t find(char byte) const {
        const int found = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(byte)));
        return static_cast<std::size_t>(
            std::countr_zero(static_cast<unsigned>(found) | 1U << size));
    }

    [[nodiscard]] bool has_control() const {
        const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes_, _mm_set1_epi8(0x1f)), bytes_);
        const __m128i rubout = _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(0x7f));
        return _mm_movemask_epi8(_mm_or_si128(low, rubout)) != 0;
    }

private:
    __m128i bytes_;
};
#else
using Block = Word;
#endif

namespace detail {

// The last part overlaps the one before: no byte is left over that would be looked at alone.
template <class Part>
[[nodiscard]] inline std::size_t find_in_parts(std::string_view text, char byte) {
    const std::size_t last = text.size() - Part::size;
    for (std::size_t at = 0; at < last; at += Part::size) {
        const std::size_t found = Part(text.data() + at).find(byte);
        if (found != Part::size) {
            return at + found;
        }
    }
    return last + Part(text.data() + last).find(byte);
}

template <class Part>
[[nodiscard]] inline bool has_control_in_parts(std::string_view text) {
    const std::size_t last = text.size() - Part::size;
    for (std::size_t at = 0; at < last; at += Part::size) {
        if (Part(text.data() + at).has_control()) {
            return true;
        }
    }
    return Part(text.data() + last).has_control();
}

}   // namespace detail

/// Where the byte first stands, or the text's size. Names and attributes are so short that a call
/// of the library costs more than the search; this is inlined.
[[nodiscard]] inline std::size_t find_byte(std::string_view text, char byte) {
    if (text.size() >= Block::size) {
        return detail::find_in_parts<Block>(text, byte);
    }
    if (text.size() >= Word::size) {
        return detail::find_in_parts<Word>(text, byte);
    }
    std::size_t at = 0;
    while (at < text.size() && text[at] != byte) {
        ++at;
    }
    return at;
}

/// Is a byte below 0x20, the tab too, or 0x7f among them? May say so of any text shorter than a
/// word, so that the caller looks closely.
[[nodiscard]] inline bool may_have_control(std::string_view text) {
    if (text.size() >= Block::size) {
        return detail::has_control_in_parts<Block>(text);
    }
    return text.size() < Word::size || detail::has_control_in_parts<Word>(text);
}

}   // namespace bytes

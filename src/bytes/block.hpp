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
    /// Where something was found: 0 for nowhere; right up to the first place.
    using Places = std::uint64_t;

    /// At least `size` bytes must be there.
    explicit Word(const char* bytes) {
        static_assert(std::endian::native == std::endian::little);
        std::memcpy(&bytes_, bytes, size);
    }

    [[nodiscard]] Places places_of(char byte) const {
        return zeros(bytes_ ^ (ones * static_cast<unsigned char>(byte)));
    }

    /// Of bytes below 0x20 and of 0x7f.
    [[nodiscard]] Places places_of_control() const {
        const std::uint64_t low = (bytes_ - ones * 0x20) & ~bytes_ & (ones << 7U);
        return low | zeros(bytes_ ^ (ones * 0x7f));
    }

    [[nodiscard]] static std::size_t first(Places places) {
        return static_cast<std::size_t>(std::countr_zero(places)) / 8;
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
    using Places = unsigned;

    explicit Block(const char* bytes)
        : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes))) {}

    [[nodiscard]] Places places_of(char byte) const {
        return places(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(byte)));
    }

    [[nodiscard]] Places places_of_control() const {
        const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes_, _mm_set1_epi8(0x1f)), bytes_);
        const __m128i rubout = _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(0x7f));
        return places(_mm_or_si128(low, rubout));
    }

    [[nodiscard]] static std::size_t first(Places places) {
        return static_cast<std::size_t>(std::countr_zero(places));
    }

private:
    static Places places(__m128i found) { return static_cast<unsigned>(_mm_movemask_epi8(found)); }

    __m128i bytes_;
};
#else
using Block = Word;
#endif

namespace detail {

// The last part overlaps the one before: no byte is left over that would be looked at alone.
template <class Part, class Find>
[[nodiscard]] inline std::size_t find_in_parts(std::string_view text, Find find) {
    const std::size_t last = text.size() - Part::size;
    for (std::size_t at = 0; at < last; at += Part::size) {
        if (const auto places = find(Part(text.data() + at)); places != 0) {
            return at + Part::first(places);
        }
    }
    const auto places = find(Part(text.data() + last));
    return places != 0 ? last + Part::first(places) : text.size();
}

template <class FindInPart, class IsOne>
[[nodiscard]] inline std::size_t find(std::string_view text, FindInPart find_in, IsOne is_one) {
    if (text.size() >= Block::size) {
        return find_in_parts<Block>(text, find_in);
    }
    if (text.size() >= Word::size) {
        return find_in_parts<Word>(text, find_in);
    }
    std::size_t at = 0;
    while (at < text.size() && !is_one(text[at])) {
        ++at;
    }
    return at;
}

}   // namespace detail

/// Where the byte first stands, or the text's size. Names and attributes are so short that a call
/// of the library costs more than the search; this is inlined.
[[nodiscard]] inline std::size_t find_byte(std::string_view text, char byte) {
    return detail::find(
        text, [byte](const auto& part) { return part.places_of(byte); },
        [byte](char one) { return one == byte; });
}

/// Where a byte below 0x20, the tab too, or 0x7f first stands, or the text's size.
[[nodiscard]] inline std::size_t find_control(std::string_view text) {
    return detail::find(
        text, [](const auto& part) { return part.places_of_control(); },
        [](char one) { return static_cast<unsigned char>(one) < 0x20 || one == 0x7f; });
}

}   // namespace bytes

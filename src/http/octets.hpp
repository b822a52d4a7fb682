#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace http {

/// Classes of octets, one bit each, so that one table answers for all.
enum Octet : int {
    tchar = 1,        ///< RFC 9110 section 5.6.2: a byte of a token
    field_byte = 2,   ///< field-vchar, SP or HTAB (RFC 9110 section 5.5), obs-text too
    target_byte =
        4,           ///< a visible byte but `#`, and bytes from 0x80: as browsers of old sent them
    host_byte = 8,   ///< reg-name (RFC 3986 section 3.2.2) but for the comma
};

namespace detail {

constexpr std::array<std::uint8_t, 256> make_octets() {
    std::array<std::uint8_t, 256> table{};
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    constexpr std::string_view host_marks = "-._~%!$&'()*+;=";
    for (unsigned c = 0; c < 256; ++c) {
        const char byte = static_cast<char>(c);
        const bool hex = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
        const bool alnum = hex || (c >= 'G' && c <= 'Z') || (c >= 'g' && c <= 'z');
        const auto mark = [&table, c](bool belongs, Octet kind) {
            table[c] = static_cast<std::uint8_t>(table[c] | (belongs ? kind : 0));
        };
        mark(alnum || marks.find(byte) != marks.npos, tchar);
        mark(c == '\t' || (c >= 0x20 && c != 0x7f), field_byte);
        mark(c > 0x20 && c != 0x7f && c != '#', target_byte);
        mark(alnum || host_marks.find(byte) != host_marks.npos, host_byte);
    }
    return table;
}

inline constexpr auto octets = make_octets();

}   // namespace detail

/// Is the byte of this class?
[[nodiscard]] constexpr bool is(Octet kind, char c) {
    return (detail::octets[static_cast<unsigned char>(c)] & kind) != 0;
}

/// Are all bytes of this class? True for the empty text.
[[nodiscard]] constexpr bool all(Octet kind, std::string_view text) {
    // Ends early so that the compiler leaves it a loop: texts are short, its vectors cost more.
    for (const char c : text) {
        if (!is(kind, c)) {
            return false;
        }
    }
    return true;
}

}   // namespace http

#include "consent/encoding.hpp"

#include "consent/format.hpp"
#include "consent/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace consent {
namespace {

constexpr std::string_view json_space = " \t\r\n";

std::optional<char> read_hex(std::string_view digits) {
    unsigned char byte = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, byte, 16);
    if (digits.size() != 2 || stop != end) {
        return std::nullopt;
    }
    return static_cast<char>(byte);
}

bool is_octal(char byte) {
    return byte >= '0' && byte <= '7';
}

/// Three octal digits that name one byte?
bool is_octal_escape(std::string_view digits) {
    return digits.size() == 3 && digits[0] <= '3' && is_octal(digits[0]) && is_octal(digits[1]) &&
           is_octal(digits[2]);
}

/// Takes `\` and what belongs to it, at least one byte, off the front.
char take_escape(std::string_view& text) {
    const std::string_view digits = text.substr(1, 3);
    if (is_octal_escape(digits)) {
        text.remove_prefix(4);
        return static_cast<char>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 +
                                 (digits[2] - '0'));
    }
    text.remove_prefix(2);
    return digits[0];
}

bool is_unreserved(char byte) {
    const char letter = lower(byte);
    return (letter >= 'a' && letter <= 'z') || is_digit(byte) ||
           std::string_view("-_.!~*'()").find(byte) != std::string_view::npos;
}

}   // namespace

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
    std::string decoded;
    decoded.reserve(text.size());
    while (!text.empty()) {
        const auto run = std::min(text.find('%'), text.size());
        decoded += text.substr(0, run);
        if (plus == Plus::space) {
            std::ranges::replace(decoded.end() - static_cast<std::ptrdiff_t>(run), decoded.end(),
                                 '+', ' ');
        }
        text.remove_prefix(run);
        if (text.empty()) {
            break;
        }
        const auto byte = read_hex(text.substr(1, 2));
        if (!byte) {
            return std::nullopt;
        }
        decoded += *byte;
        text.remove_prefix(3);
    }
    return decoded;
}

std::optional<std::string> unquote(std::string_view text) {
    const auto first = text.find_first_not_of(json_space);
    const auto last = text.find_last_not_of(json_space);
    if (first == last || text[first] != '"' || text[last] != '"') {
        return std::nullopt;
    }
    text = text.substr(first + 1, last - first - 1);
    std::string bare;
    bare.reserve(text.size());
    while (!text.empty()) {
        const auto run = std::min(text.find('\\'), text.size());
        bare += text.substr(0, run);
        text.remove_prefix(run);
        if (text.size() == 1) {
            return std::nullopt;   // the closing DQUOTE was an escaped one
        }
        if (!text.empty()) {
            bare += take_escape(text);
        }
    }
    return bare;
}

bool is_cookie_value(std::string_view text) {
    return std::ranges::all_of(text, [](char byte) {
        return byte > ' ' && byte < 0x7f && byte != '"' && byte != ',' && byte != '\\';
    });
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size() * 3);
    for (const char byte : text) {
        if (is_unreserved(byte)) {
            encoded += byte;
        } else {
            const auto code = static_cast<unsigned char>(byte);
            encoded += {'%', digits[code >> 4U], digits[code & 15U]};
        }
    }
    return encoded;
}

}   // namespace consent

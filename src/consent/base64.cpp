#include "consent/base64.hpp"

#include "bytes/ascii.hpp"

namespace consent {
namespace {

constexpr std::string_view common =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

std::string_view last_two(Base64 alphabet) {
    return alphabet == Base64::standard ? "+/" : "-_";
}

/// 64 or more: not of the alphabet.
unsigned sextet_of(char byte, Base64 alphabet) {
    if (byte >= 'A' && byte <= 'Z') {
        return static_cast<unsigned>(byte - 'A');
    }
    if (byte >= 'a' && byte <= 'z') {
        return static_cast<unsigned>(byte - 'a') + 26;
    }
    if (bytes::is_digit(byte)) {
        return static_cast<unsigned>(byte - '0') + 52;
    }
    const std::size_t at = last_two(alphabet).find(byte);
    return at == std::string_view::npos ? 64U : static_cast<unsigned>(at) + 62;
}

char letter_of(unsigned sextet, Base64 alphabet) {
    return sextet < common.size() ? common[sextet] : last_two(alphabet)[sextet - common.size()];
}

std::string_view without_padding(std::string_view text) {
    if (text.size() % 4 == 0) {
        text.remove_suffix(text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0);
    }
    return text;
}

}   // namespace

std::optional<std::string> base64_decode(std::string_view text, Base64 alphabet) {
    text = without_padding(text);
    if (text.size() % 4 == 1) {
        return std::nullopt;
    }
    std::string decoded;
    decoded.reserve(text.size() * 3 / 4);
    unsigned bits = 0;
    unsigned count = 0;
    for (const char byte : text) {
        const unsigned sextet = sextet_of(byte, alphabet);
        if (sextet >= 64) {
            return std::nullopt;
        }
        bits = (bits << 6U | sextet) & 0xFFFFU;
        count += 6;
        if (count >= 8) {
            count -= 8;
            decoded += static_cast<char>(bits >> count & 0xFFU);
        }
    }
    return decoded;
}

std::string base64_encode(std::string_view text, Base64 alphabet) {
    std::string encoded;
    encoded.reserve((text.size() + 2) / 3 * 4);
    unsigned bits = 0;
    unsigned count = 0;
    for (const char byte : text) {
        bits = (bits << 8U | static_cast<unsigned char>(byte)) & 0xFFFFU;
        count += 8;
        while (count >= 6) {
            count -= 6;
            encoded += letter_of(bits >> count & 63U, alphabet);
        }
    }
    if (count > 0) {
        encoded += letter_of(bits << (6 - count) & 63U, alphabet);
    }
    while (alphabet == Base64::standard && encoded.size() % 4 != 0) {
        encoded += '=';
    }
    return encoded;
}

}   // namespace consent

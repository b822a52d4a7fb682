#include "observe/escape.hpp"

#include <cstddef>
#include <cstdint>

namespace observe {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

bool is_continuation(char byte) {
    return (static_cast<std::uint8_t>(byte) & 0xc0U) == 0x80U;
}

/// What the second byte may be after this first one (RFC 3629 section 4 forbids overlong forms,
/// surrogates and code points past U+10FFFF by it).
bool may_follow(std::uint8_t first, std::uint8_t second) {
    switch (first) {
        case 0xe0:
            return second >= 0xa0;
        case 0xed:
            return second <= 0x9f;
        case 0xf0:
            return second >= 0x90;
        case 0xf4:
            return second <= 0x8f;
        default:
            return true;
    }
}

/// The length of the UTF-8 sequence of two bytes or more that `text` begins with, or 0.
std::size_t sequence_length(std::string_view text) {
    const auto first = static_cast<std::uint8_t>(text.front());
    std::size_t length = 0;
    if (first >= 0xc2 && first <= 0xdf) {
        length = 2;
    } else if (first >= 0xe0 && first <= 0xef) {
        length = 3;
    } else if (first >= 0xf0 && first <= 0xf4) {
        length = 4;
    }
    if (length == 0 || text.size() < length ||
        !may_follow(first, static_cast<std::uint8_t>(text[1]))) {
        return 0;
    }
    for (std::size_t at = 1; at < length; ++at) {
        if (!is_continuation(text[at])) {
            return 0;
        }
    }
    return length;
}

void append_hex(fmt::memory_buffer& out, std::string_view prefix, char byte) {
    const auto value = static_cast<std::uint8_t>(byte);
    out.append(prefix);
    out.push_back(hex_digits[value >> 4U]);
    out.push_back(hex_digits[value & 0x0fU]);
}

void append_json_control(fmt::memory_buffer& out, char byte) {
    switch (byte) {
        case '\n':
            out.append(std::string_view("\\n"));
            return;
        case '\r':
            out.append(std::string_view("\\r"));
            return;
        case '\t':
            out.append(std::string_view("\\t"));
            return;
        default:
            append_hex(out, "\\u00", byte);
    }
}

bool is_plain_json(char byte) {
    return byte >= ' ' && byte < 0x7f && byte != '"' && byte != '\\';
}

/// Appends what stands at the front of `text` and is not plain; gives its length.
std::size_t append_special_json(fmt::memory_buffer& out, std::string_view text) {
    const char byte = text.front();
    if (byte == '"' || byte == '\\') {
        out.push_back('\\');
        out.push_back(byte);
        return 1;
    }
    if (static_cast<std::uint8_t>(byte) < 0x80) {
        append_json_control(out, byte);
        return 1;
    }
    const std::size_t length = sequence_length(text);
    if (length == 0) {
        out.append(std::string_view("\xef\xbf\xbd"));
        return 1;
    }
    out.append(text.substr(0, length));
    return length;
}

std::size_t plain_run(std::string_view text, bool (*is_plain)(char)) {
    std::size_t length = 0;
    while (length < text.size() && is_plain(text[length])) {
        ++length;
    }
    return length;
}

void append_escaped(fmt::memory_buffer& out, std::string_view text, bool (*is_plain)(char)) {
    while (!text.empty()) {
        const std::size_t plain = plain_run(text, is_plain);
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) {
            return;
        }
        if (text.front() == '\\') {
            out.append(std::string_view("\\\\"));
        } else {
            append_hex(out, "\\x", text.front());
        }
        text.remove_prefix(1);
    }
}

bool is_plain_line(char byte) {
    return byte >= ' ' && byte < 0x7f && byte != '\\';
}

bool is_plain_word(char byte) {
    return is_plain_line(byte) && byte != ' ' && byte != '"';
}

}   // namespace

void append_json(fmt::memory_buffer& out, std::string_view text) {
    while (!text.empty()) {
        const std::size_t plain = plain_run(text, is_plain_json);
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (!text.empty()) {
            text.remove_prefix(append_special_json(out, text));
        }
    }
}

void append_line(fmt::memory_buffer& out, std::string_view text) {
    append_escaped(out, text, is_plain_line);
}

void append_word(fmt::memory_buffer& out, std::string_view text) {
    if (text.empty()) {
        out.push_back('-');
        return;
    }
    append_escaped(out, text, is_plain_word);
}

}   // namespace observe

#include "consent/encoding.hpp"

#include "bytes/ascii.hpp"
#include "consent/base64.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

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

// What these two leave as it is, beyond encodeURIComponent.
constexpr std::string_view uri_keeps = ";/?:@&=+$,#";
constexpr std::string_view js_cookie_keeps = "#$&+:<>=/?@[]^`{}|";

bool is_unreserved(char byte) {
    const char letter = bytes::to_lower(byte);
    return (letter >= 'a' && letter <= 'z') || bytes::is_digit(byte) ||
           std::string_view("-_.!~*'()").find(byte) != std::string_view::npos;
}

/// Nothing where a DQUOTE of the text's own would change its meaning.
std::optional<std::string> replace_single_quotes(std::string_view text) {
    if (text.find('"') != std::string_view::npos) {
        return std::nullopt;
    }
    std::string changed(text);
    std::ranges::replace(changed, '\'', '"');
    return changed;
}

/// As Python's http.cookies does.
std::string quote(std::string_view text) {
    std::string quoted = "\"";
    for (const char byte : text) {
        if (byte == ',' || byte == ';') {
            quoted += byte == ',' ? "\\054" : "\\073";
        } else {
            quoted += byte == '"' || byte == '\\' ? "\\" : "";
            quoted += byte;
        }
    }
    return quoted + '"';
}

std::string form_encode(std::string_view text) {
    std::string encoded = percent_encode(text, " ");
    std::ranges::replace(encoded, ' ', '+');
    return encoded;
}

std::optional<std::string> decode(std::string_view text, Encoding encoding) {
    switch (encoding) {
        case Encoding::layers:
        case Encoding::raw:
            return std::string(text);
        case Encoding::percent:
        case Encoding::uri:
        case Encoding::js_cookie:
            return percent_decode(text, Plus::itself);
        case Encoding::form:
            return percent_decode(text, Plus::space);
        case Encoding::base64:
            return base64_decode(text, Base64::standard);
        case Encoding::base64url:
            return base64_decode(text, Base64::url);
        case Encoding::single_quotes:
            return replace_single_quotes(text);
        case Encoding::quoted:
            return unquote(text);
    }
    return std::nullopt;
}

std::string encode(std::string text, Encoding encoding) {
    switch (encoding) {
        case Encoding::layers:
        case Encoding::raw:
            break;
        case Encoding::percent:
            return percent_encode(text);
        case Encoding::uri:
            return percent_encode(text, uri_keeps);
        case Encoding::js_cookie:
            return percent_encode(text, js_cookie_keeps);
        case Encoding::form:
            return form_encode(text);
        case Encoding::base64:
            return base64_encode(text, Base64::standard);
        case Encoding::base64url:
            return base64_encode(text, Base64::url);
        case Encoding::single_quotes:
            std::ranges::replace(text, '"', '\'');
            break;
        case Encoding::quoted:
            return quote(text);
    }
    return text;
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

std::string percent_encode(std::string_view text, std::string_view kept) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size() * 3);
    for (const char byte : text) {
        if (is_unreserved(byte) || kept.find(byte) != std::string_view::npos) {
            encoded += byte;
        } else {
            const auto code = static_cast<unsigned char>(byte);
            encoded += {'%', digits[code >> 4U], digits[code & 15U]};
        }
    }
    return encoded;
}

std::optional<std::string> decode(std::string_view text, std::span<const Encoding> chain) {
    std::string decoded(text);
    for (const Encoding encoding : chain) {
        auto inner = decode(decoded, encoding);
        if (!inner) {
            return std::nullopt;
        }
        decoded = *std::move(inner);
    }
    if (decoded.find('\0') != std::string::npos) {
        return std::nullopt;
    }
    return decoded;
}

std::string encode(std::string text, std::span<const Encoding> chain) {
    for (auto encoding = chain.rbegin(); encoding != chain.rend(); ++encoding) {
        text = encode(std::move(text), *encoding);
    }
    return text;
}

}   // namespace consent

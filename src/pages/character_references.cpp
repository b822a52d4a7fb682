#include "pages/character_references.hpp"

#include "pages/html_character.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace pages {
namespace {

struct Named {
    std::string_view name;
    char character;
};

// All of HTML section 13.5 that stand for one ASCII character, without their semicolon.
constexpr std::array names{
    Named{"AMP", '&'},      Named{"DiacriticalGrave", '`'},
    Named{"GT", '>'},       Named{"Hat", '^'},
    Named{"LT", '<'},       Named{"NewLine", '\n'},
    Named{"QUOT", '"'},     Named{"Tab", '\t'},
    Named{"UnderBar", '_'}, Named{"VerticalLine", '|'},
    Named{"amp", '&'},      Named{"apos", '\''},
    Named{"ast", '*'},      Named{"bsol", '\\'},
    Named{"colon", ':'},    Named{"comma", ','},
    Named{"commat", '@'},   Named{"dollar", '$'},
    Named{"equals", '='},   Named{"excl", '!'},
    Named{"grave", '`'},    Named{"gt", '>'},
    Named{"lbrace", '{'},   Named{"lbrack", '['},
    Named{"lcub", '{'},     Named{"lowbar", '_'},
    Named{"lpar", '('},     Named{"lsqb", '['},
    Named{"lt", '<'},       Named{"midast", '*'},
    Named{"num", '#'},      Named{"percnt", '%'},
    Named{"period", '.'},   Named{"plus", '+'},
    Named{"quest", '?'},    Named{"quot", '"'},
    Named{"rbrace", '}'},   Named{"rbrack", ']'},
    Named{"rcub", '}'},     Named{"rpar", ')'},
    Named{"rsqb", ']'},     Named{"semi", ';'},
    Named{"sol", '/'},      Named{"verbar", '|'},
    Named{"vert", '|'},
};
static_assert(std::ranges::is_sorted(names, {}, &Named::name));

// Those that older pages end without a semicolon.
constexpr std::array<std::string_view, 8> without_semicolon{"AMP", "GT", "LT", "QUOT",
                                                            "amp", "gt", "lt", "quot"};

struct Decoded {
    char character;
    std::size_t size;   ///< of the reference
};

bool is_alphanumeric(char c) {
    return is_letter(c) || bytes::is_digit(c);
}

std::optional<Decoded> numeric(std::string_view text) {
    const bool hex = starts_with_word(text, "&#x");
    const unsigned base = hex ? 16 : 10;
    std::size_t at = hex ? 3 : 2;
    const std::size_t begin = at;
    std::uint32_t value = 0;
    for (; at < text.size(); ++at) {
        const int digit = bytes::hex_value(text[at]);
        if (digit < 0 || static_cast<unsigned>(digit) >= base) {
            break;
        }
        value = std::min<std::uint32_t>(value * base + static_cast<unsigned>(digit), 0x110000);
    }
    // NUL becomes U+FFFD, and kept_ampersand has a meaning of its own.
    if (at == begin || value == 0 || value == kept_ampersand || value > 0x7f) {
        return std::nullopt;
    }
    at += at < text.size() && text[at] == ';' ? 1 : 0;
    return Decoded{.character = static_cast<char>(value), .size = at};
}

std::optional<Decoded> named(std::string_view text) {
    std::size_t end = 1;
    while (end < text.size() && is_alphanumeric(text[end])) {
        ++end;
    }
    const std::string_view name = text.substr(1, end - 1);
    if (end < text.size() && text[end] == ';') {
        const auto* const found = std::ranges::lower_bound(names, name, {}, &Named::name);
        if (found != names.end() && found->name == name) {
            return Decoded{.character = found->character, .size = end + 1};
        }
    }
    // `&ampx` and `&amp=` are text in attributes: addresses of old have parameters of such names.
    if (std::ranges::find(without_semicolon, name) != without_semicolon.end() &&
        (end == text.size() || text[end] != '=')) {
        return Decoded{.character = std::ranges::find(names, name, &Named::name)->character,
                       .size = end};
    }
    return std::nullopt;
}

bool begins_reference(std::string_view text) {
    return text.size() > 1 && (is_alphanumeric(text[1]) || text[1] == '#');
}

}   // namespace

std::string decode_references(std::string_view value) {
    std::string decoded;
    decoded.reserve(value.size());
    while (!value.empty()) {
        const std::size_t plain = std::min(value.find('&'), value.size());
        decoded += value.substr(0, plain);
        value.remove_prefix(plain);
        if (value.empty()) {
            break;
        }
        const auto found = value.starts_with("&#") ? numeric(value) : named(value);
        if (found) {
            decoded += found->character;
        } else {
            decoded += begins_reference(value) ? kept_ampersand : '&';
        }
        value.remove_prefix(found ? found->size : 1);
    }
    return decoded;
}

std::string encode_attribute(std::string_view text) {
    std::string encoded;
    encoded.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
            case kept_ampersand:
                encoded += '&';
                break;
            case '&':
                encoded += "&amp;";
                break;
            case '"':
                encoded += "&quot;";
                break;
            case '<':
                encoded += "&lt;";
                break;
            case '\t':
            case '\n':
            case '\r':
                encoded += "&#" + std::to_string(int{c}) + ";";
                break;
            default:
                encoded += c;
        }
    }
    return encoded;
}

}   // namespace pages

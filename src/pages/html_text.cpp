#include "pages/html_text.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>
#include <array>
#include <boost/locale/utf.hpp>
#include <fmt/format.h>

namespace pages {
namespace {

using boost::locale::utf::code_point;
using Utf8 = boost::locale::utf::utf_traits<char>;

constexpr code_point replacement = 0xfffd;

// White space of HTML and XML; a carriage return is none, for readers make a line feed of it.
bool is_white(code_point c) {
    return c == '\t' || c == '\n';
}

// HTML section 13.2.5.80 (references that are parse errors), XML section 2.2 (Char).
bool is_plain(code_point c) {
    const bool control = (c < 0x20 && !is_white(c)) || (c >= 0x7f && c < 0xa0);
    const bool noncharacter = (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
    return boost::locale::utf::is_valid_codepoint(c) && !control && !noncharacter;
}

void append(std::string& markup, code_point c) {
    const bool special = c == '&' || c == '<' || c == '>' || c == '"' || c == '\'';
    if (c < 0x7f && !special && is_plain(c)) {
        markup += static_cast<char>(c);
    } else {
        fmt::format_to(std::back_inserter(markup), "&#{};", is_plain(c) ? c : replacement);
    }
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view white = " \t\n";
    const auto first = text.find_first_not_of(white);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(white) - first + 1);
}

}   // namespace

std::string html_text(std::string_view text) {
    std::string markup;
    markup.reserve(text.size());
    for (const char* at = text.data(); at != text.data() + text.size();) {
        append(markup, Utf8::decode(at, text.data() + text.size()));
    }
    return markup;
}

std::string html_paragraphs(std::string_view text) {
    std::string markup;
    while (!text.empty()) {
        const auto end = text.find("\n\n");
        if (const std::string_view paragraph = trimmed(text.substr(0, end)); !paragraph.empty()) {
            markup += "<p>" + html_text(paragraph) + "</p>\n";
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    }
    return markup;
}

std::string fill(std::string_view sentence, std::initializer_list<Filling> fillings) {
    std::string markup;
    while (!sentence.empty()) {
        const auto open = std::min(sentence.find('{'), sentence.size());
        markup += html_text(sentence.substr(0, open));
        sentence.remove_prefix(open);
        const auto close = sentence.find('}');
        const auto* const filling = std::ranges::find_if(fillings, [&](const Filling& one) {
            return close != std::string_view::npos && sentence.substr(1, close - 1) == one.name;
        });
        if (filling != fillings.end()) {
            markup += filling->markup;
            sentence.remove_prefix(close + 1);
        } else if (!sentence.empty()) {
            markup += '{';
            sentence.remove_prefix(1);
        }
    }
    return markup;
}

std::string language_attributes(std::string_view tag) {
    // Unicode CLDR, the languages whose usual script is Arabic, Hebrew, Syriac or Thaana.
    constexpr std::array<std::string_view, 10> from_right{"ar", "ckb", "dv", "fa", "he",
                                                          "ps", "sd",  "ug", "ur", "yi"};
    const std::string_view primary = tag.substr(0, tag.find('-'));
    const bool rtl = std::ranges::any_of(
        from_right, [&](std::string_view one) { return bytes::iequals(one, primary); });
    return fmt::format(R"( lang="{}"{})", html_text(tag), rtl ? R"( dir="rtl")" : "");
}

}   // namespace pages

#include "survey/page_words.hpp"

#include "bytes/ascii.hpp"
#include "config/cookie_name.hpp"
#include "config/known_cookies.hpp"
#include "consent/name_index.hpp"

#include <algorithm>
#include <array>

namespace survey {

namespace {

/// Characters that are one blank, and those that are nothing, in UTF-8.
constexpr std::array<std::string_view, 18> blanks{
    "\u0085", "\u00a0", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
    "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
constexpr std::array<std::string_view, 4> nothing{"\u00ad", "\u200b", "\u2060", "\ufeff"};

/// Last parts of host and file names, which otherwise look like cookies'.
constexpr std::array<std::string_view, 14> endings{
    "com", "org", "net", "uk", "gov", "eu", "io", "ie", "js", "css", "php", "html", "htm", "pdf"};

bool is_letter(char byte) {
    const char small = bytes::to_lower(byte);
    return small >= 'a' && small <= 'z';
}

bool is_small(char byte) {
    return byte >= 'a' && byte <= 'z';
}

bool is_capital(char byte) {
    return byte >= 'A' && byte <= 'Z';
}

template <class List>
std::size_t length_at(std::string_view text, const List& characters) {
    const auto found = std::ranges::find_if(
        characters, [text](std::string_view one) { return text.starts_with(one); });
    return found == characters.end() ? 0 : found->size();
}

/// Appends a line without its invisible space.
void append_line(std::string_view line, std::string& out) {
    bool blank = false;
    const std::size_t begin = out.size();
    for (std::size_t at = 0; at < line.size();) {
        const auto rest = line.substr(at);
        const auto byte = static_cast<unsigned char>(rest.front());
        if (const auto none = byte < 0x80 ? 0 : length_at(rest, nothing); none != 0) {
            at += none;
            continue;
        }
        const auto wide = byte < 0x80 ? 0 : length_at(rest, blanks);
        if (wide != 0 || byte <= 0x20) {
            blank = blank || wide != 0 || byte == ' ' || (byte >= '\t' && byte <= '\r');
            at += std::max<std::size_t>(wide, 1);
            continue;
        }
        if (blank && out.size() > begin) {
            out += ' ';
        }
        blank = false;
        if (byte != 0x7F) {
            out += rest.front();
        }
        ++at;
    }
}

bool is_known(std::string_view word) {
    const auto matches = [word](std::string_view pattern) {
        return consent::literal_bytes(pattern) >= 3 && consent::matches(pattern, word);
    };
    // Small letters alone are English: `session`, `pardot`.
    return !std::ranges::all_of(word, is_small) &&
           (std::ranges::any_of(config::session_names(), matches) ||
            std::ranges::any_of(config::tracker_names(), matches));
}

/// `GOV.UK`, `www.example.org`, `script.js`.
bool is_host_or_file(std::string_view word) {
    const auto dot = word.rfind('.');
    return dot != std::string_view::npos &&
           std::ranges::any_of(endings, [last = word.substr(dot + 1)](auto ending) {
               return bytes::iequals(last, ending);
           });
}

/// `connect.sid`
bool is_dotted_name(std::string_view word) {
    const auto dot = word.rfind('.');
    return dot != std::string_view::npos && dot != 0 && dot + 1 < word.size() &&
           std::ranges::all_of(word, [](char byte) { return is_small(byte) || byte == '.'; }) &&
           word != "e.g" && word != "i.e";
}

}   // namespace

std::string tidy(std::string_view text) {
    std::string lines;
    for (const auto line : split(text, '\n')) {
        const std::size_t before = lines.size();
        if (before != 0) {
            lines += '\n';
        }
        const std::size_t begin = lines.size();
        std::string tidied;
        append_line(line, tidied);
        lines += tidied;
        if (lines.size() == begin) {
            lines.resize(before);
        }
    }
    return lines;
}

std::string one_line(std::string_view text) {
    std::string line = tidy(text);
    std::ranges::replace(line, '\n', ' ');
    return line;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0;;) {
        const auto end = text.find(separator, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos) {
            return parts;
        }
        begin = end + 1;
    }
}

std::vector<std::string_view> words_of(std::string_view text) {
    auto words = split(text, ' ');
    std::erase(words, std::string_view{});
    return words;
}

std::string plain_words(std::string_view text) {
    std::string words;
    constexpr std::string_view curly = "\u2019";
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = bytes::to_lower(text[at]);
        if (text.substr(at).starts_with(curly)) {
            at += curly.size() - 1;
        } else if (is_letter(byte) || bytes::is_digit(byte) ||
                   static_cast<unsigned char>(byte) >= 0x80) {
            words += byte;
        } else if (byte != '\'' && !words.empty() && words.back() != ' ') {
            words += ' ';
        }
    }
    if (words.ends_with(' ')) {
        words.pop_back();
    }
    return words;
}

bool has_words(std::string_view text, std::string_view phrase) {
    for (auto at = text.find(phrase); at != std::string_view::npos;
         at = text.find(phrase, at + 1)) {
        const auto end = at + phrase.size();
        if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) {
            return true;
        }
    }
    return false;
}

bool is_name_token(std::string_view word) {
    constexpr std::string_view outside = " ,;=\"()<>{}[]\\/`";
    return word.find_first_of(outside) == std::string_view::npos &&
           !config::fault_of_cookie_name(word) &&
           std::ranges::any_of(
               word, [](char byte) { return is_letter(byte) || bytes::is_digit(byte); }) &&
           !word.ends_with(':') && !word.ends_with('.') && !word.ends_with('?') &&
           !word.ends_with('!');
}

bool looks_like_name(std::string_view word) {
    if (!is_name_token(word)) {
        return false;
    }
    if (word.find_first_of("_*") != std::string_view::npos || is_known(word)) {
        return true;
    }
    if (is_host_or_file(word)) {
        return false;
    }
    const bool capitals = std::ranges::none_of(word, is_small);
    const bool mixed = is_small(word.front()) && std::ranges::any_of(word, is_capital);
    const auto letters = std::ranges::count_if(word, is_letter);
    return mixed || is_dotted_name(word) ||
           (capitals &&
            (letters >= 7 || (letters >= 4 && word.find('-') != std::string_view::npos)));
}

}   // namespace survey

#include "pages/css_filter.hpp"

#include "pages/html_character.hpp"

#include <algorithm>

namespace pages {
namespace {

// Longer than any name looked for, with every letter of it escaped.
constexpr std::size_t longest_name = 256;

bool is_newline(char c) {
    return c == '\n' || c == '\r' || c == '\f';
}

// What may stand right behind the name of a function or an at-rule.
bool ends_name(char c) {
    return c == '(' || c == '/' || c == '"' || c == '\'' || is_html_space(c);
}

bool is_name_byte(char c) {
    return is_letter(c) || bytes::is_digit(c) || c == '-' || c == '_' || c == '\\' || c == '@' ||
           static_cast<unsigned char>(c) > 0x7f;
}

// Without its escapes: a backslash and up to six hex digits, with one space behind, or any byte.
std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\\' || at + 1 == text.size()) {
            plain += text[at];
            continue;
        }
        ++at;
        unsigned value = 0;
        std::size_t digits = 0;
        while (digits < 6 && at < text.size() && bytes::hex_value(text[at]) >= 0) {
            value = value * 16 + static_cast<unsigned>(bytes::hex_value(text[at++]));
            ++digits;
        }
        if (digits > 0) {
            plain += value > 0 && value < 0x80 ? static_cast<char>(value) : '?';
            at -= at < text.size() && is_html_space(text[at]) ? 0 : 1;
        } else if (text[at] != '\n') {
            plain += text[at];
        }
    }
    return plain;
}

}   // namespace

// An escape may hold a space, which does not end the name.
void CssFilter::add_to_name(char c) {
    const bool in_escape = escaped_ || escape_digits_ > 0;
    if (escaped_) {
        escape_digits_ = bytes::hex_value(c) >= 0 ? 1 : 0;
        escaped_ = false;
    } else if (escape_digits_ > 0 && escape_digits_ < 6 && bytes::hex_value(c) >= 0) {
        ++escape_digits_;
    } else {
        const bool ends_escape = escape_digits_ > 0 && is_html_space(c);
        escape_digits_ = 0;
        if (!is_name_byte(c) && !ends_escape) {
            name_.clear();
            return;
        }
        escaped_ = c == '\\';
        if (!in_escape && !name_.empty() && c == '@') {
            name_.clear();
        }
    }
    if (name_.size() < longest_name) {
        name_ += c;
    }
}

void CssFilter::open_parenthesis() {
    const std::string function = unescaped(name_);
    name_.clear();
    const auto is = [&function](std::string_view wanted) {
        return bytes::iequals(function, wanted);
    };
    if (is("url") || is("src")) {
        state_ = State::url_start;
    } else if (depth_ > 0 || is("image-set") || is("-webkit-image-set")) {
        ++depth_;
    }
}

void CssFilter::begin_string(char quote) {
    is_url_ = imports_ || depth_ > 0 || state_ == State::url_start;
    state_ = State::string;
    before_ = '\0';
    quote_ = quote;
    escaped_ = false;
    judged_ = false;
    drops_ = false;
    imports_ = false;
    name_.clear();
}

void CssFilter::put_plain(char c, std::string& out) {
    if (before_ == '/' && c == '*' && !escaped_) {
        state_ = State::comment;
        before_ = '\0';   // `/*/` is no whole comment
        name_.clear();
        out += c;
        return;
    }
    before_ = c;
    const bool literal = escaped_;
    const std::string before = ends_name(c) ? name_ : std::string();
    add_to_name(c);
    if (!before.empty() && !literal && bytes::iequals(unescaped(before), "@import")) {
        imports_ = true;
    }
    out += c;
    if (literal) {
        return;
    }
    if (c == '(') {
        name_ = before;
        open_parenthesis();
    } else if (c == ')') {
        depth_ -= depth_ > 0 ? 1 : 0;
    } else if (c == '"' || c == '\'') {
        begin_string(c);
    } else if (c == ';' || c == '{' || c == '}') {
        imports_ = false;
        depth_ = 0;
    }
}

void CssFilter::put_comment(char c) {
    if (before_ == '*' && c == '/') {
        state_ = State::plain;
        before_ = '\0';   // `*/*` begins no other comment
    } else {
        before_ = c;
    }
}

void CssFilter::judge(std::string& out) {
    judged_ = true;
    drops_ = refusals_.refuses(unescaped(held_));
    out += drops_ ? "about:invalid" : held_;
    held_.clear();
}

void CssFilter::hold(char c, std::string& out) {
    if (judged_) {
        if (!drops_) {
            out += c;
        }
        return;
    }
    held_ += c;
    if (held_.size() >= longest_url) {
        judge(out);
    }
}

void CssFilter::put_string(char c, std::string& out) {
    const bool ends = !escaped_ && (c == quote_ || is_newline(c));
    escaped_ = !escaped_ && c == '\\';
    if (!is_url_) {
        out += c;
    } else if (!ends) {
        hold(c, out);
    } else {
        if (!judged_) {
            judge(out);
        }
        out += c;
    }
    if (ends) {
        state_ = State::plain;
        escaped_ = false;
    }
}

// Without quotes: up to the parenthesis; a space before it is no part of the URL.
void CssFilter::put_url(char c, std::string& out) {
    if (state_ == State::url_start) {
        if (is_html_space(c)) {
            out += c;
            return;
        }
        if (c == '"' || c == '\'') {
            out += c;
            depth_ += depth_ > 0 ? 1 : 0;
            begin_string(c);
            return;
        }
        state_ = State::url;
        escaped_ = false;
        judged_ = false;
        drops_ = false;
    }
    if (c != ')' || escaped_) {
        escaped_ = !escaped_ && c == '\\';
        hold(c, out);
        return;
    }
    if (!judged_) {
        judge(out);
    }
    imports_ = false;
    before_ = '\0';
    state_ = State::plain;
    out += c;
}

void CssFilter::put(std::string_view css, std::string& out) {
    for (const char c : css) {
        switch (state_) {
            case State::plain:
                put_plain(c, out);
                break;
            case State::comment:
                out += c;
                put_comment(c);
                break;
            case State::string:
                put_string(c, out);
                break;
            case State::url_start:
            case State::url:
                put_url(c, out);
                break;
        }
    }
}

void CssFilter::end(std::string& out) {
    if (!held_.empty()) {
        judge(out);
    }
    state_ = State::plain;
}

}   // namespace pages

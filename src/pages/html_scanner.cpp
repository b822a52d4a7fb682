#include "pages/html_scanner.hpp"

#include "pages/html_character.hpp"
#include "pages/html_match.hpp"

#include <algorithm>

namespace pages {
namespace {

using Kind = HtmlToken::Kind;

constexpr HtmlToken more_needed{};

HtmlToken token(Kind kind, std::string_view text, std::size_t size) {
    return {.kind = kind, .text = text.substr(0, size)};
}

std::size_t count_spaces(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::find_if_not(text, [](char c) { return is_html_space(c); }) - text.begin());
}

// Where `</noscript` stands or may begin, looked for from a place on.
std::size_t find_noscript_end(std::string_view text, std::size_t from) {
    std::size_t at = find_from(text, '<', from);
    while (at < text.size() && match_tag(text.substr(at), "</noscript") == Match::no) {
        at = find_from(text, '<', at + 1);
    }
    return at;
}

}   // namespace

bool HtmlScanner::is_tag_start(char c) const {
    return is_letter(c) || (xml_ && (c == '_' || c == ':' || static_cast<unsigned char>(c) > 0x7f));
}

void HtmlScanner::begin_noscript() {
    noscript_ = true;
    without_end_ = 0;
}

HtmlToken HtmlScanner::next(std::string_view text, bool last) {
    if (!noscript_) {
        return next_in(text, last);
    }
    without_end_ = find_noscript_end(text, without_end_);
    const bool ends = match_tag(text.substr(without_end_), "</noscript") == Match::yes;
    if (ends && without_end_ == 0) {
        noscript_ = false;
        state_ = State::data;
        return next_in(text, last);
    }
    // What was begun inside does not go on behind the end.
    const HtmlToken found =
        next_in(last && !ends ? text : text.substr(0, without_end_), last || ends);
    without_end_ -= std::min(without_end_, found.text.size());
    return found;
}

HtmlToken HtmlScanner::next_in(std::string_view text, bool last) {
    if (text.empty()) {
        return more_needed;
    }
    switch (state_) {
        case State::data:
            return next_data(text, last);
        case State::tag:
            return next_tag(text, last);
        case State::tag_rest:
            return next_tag_rest(text);
        case State::comment_start:
            return next_comment_start(text, last);
        case State::comment:
            return next_comment(text, last);
        case State::until_gt:
            return next_until(">", State::data, text, last);
        case State::cdata:
            return next_until("]]>", State::data, text, last);
        case State::instruction:
            return next_until("?>", State::data, text, last);
        case State::doctype:
            return next_doctype(text, last);
        case State::subset_comment:
            return next_until("-->", State::doctype, text, last);
        case State::subset_instruction:
            return next_until("?>", State::doctype, text, last);
        case State::raw_text:
            return next_raw_text(text, last);
        case State::plain_text:
            return token(Kind::raw_text, text, text.size());
        default:
            return next_script(text, last);
    }
}

HtmlToken HtmlScanner::next_data(std::string_view text, bool last) {
    const char first = text.front();
    if (first == '<') {
        return next_angle(text, last);
    }
    if (is_html_space(first)) {
        return token(Kind::space, text, count_spaces(text));
    }
    if (first == '&' && !xml_) {
        return next_reference(text, last);
    }
    return token(Kind::text, text, find_from(text, '<', 1));
}

// A reference to white space is white space too.
HtmlToken HtmlScanner::next_reference(std::string_view text, bool last) {
    constexpr std::size_t longest = 32;
    std::size_t end = 1;
    while (end < text.size() && end < longest &&
           (is_letter(text[end]) || bytes::is_digit(text[end]) || text[end] == '#')) {
        ++end;
    }
    if (end == text.size() && end < longest && !last) {
        return more_needed;
    }
    const std::string_view name = text.substr(1, end - 1);
    const bool semicolon = end < text.size() && text[end] == ';';
    if ((name == "Tab" || name == "NewLine") && semicolon) {
        return token(Kind::space, text, end + 1);
    }
    const bool hex = starts_with_word(name, "#x");
    const unsigned base = hex ? 16 : 10;
    std::size_t at = hex ? 2 : 1;
    unsigned value = 0;
    for (; at < name.size() && value < 0x100; ++at) {
        const int digit = bytes::hex_value(name[at]);
        if (digit < 0 || static_cast<unsigned>(digit) >= base) {
            break;
        }
        value = value * base + static_cast<unsigned>(digit);
    }
    if (name.starts_with('#') && value < 0x80 && is_html_space(static_cast<char>(value))) {
        return token(Kind::space, text, 1 + at + (at == name.size() && semicolon ? 1 : 0));
    }
    return token(Kind::text, text, find_from(text, '<', 1));
}

HtmlToken HtmlScanner::next_angle(std::string_view text, bool last) {
    const bool closing = text.starts_with("</");
    const std::size_t at = closing ? 2 : 1;
    if (text.size() == at) {
        return last ? token(Kind::text, text, at) : more_needed;
    }
    const char c = text[at];
    if (is_tag_start(c)) {
        return begin_tag(State::data, text, last);
    }
    if (closing) {
        return begin_markup(State::until_gt, text, at);
    }
    if (c == '!') {
        return next_declaration(text, last);
    }
    if (c == '?') {
        return begin_markup(xml_ ? State::instruction : State::until_gt, text, 2);
    }
    return token(Kind::text, text, find_from(text, '<', 1));
}

HtmlToken HtmlScanner::next_declaration(std::string_view text, bool last) {
    constexpr std::string_view comment = "<!--";
    constexpr std::string_view cdata = "<![CDATA[";
    const Match begins_comment = match(text, comment);
    const Match begins_cdata = cdata_ || xml_ ? match(text, cdata) : Match::no;
    if (begins_comment == Match::yes) {
        return begin_markup(State::comment_start, text, comment.size());
    }
    if (begins_cdata == Match::yes) {
        return begin_markup(State::cdata, text, cdata.size());
    }
    if (!last && (begins_comment == Match::partly || begins_cdata == Match::partly)) {
        return more_needed;
    }
    return begin_markup(xml_ ? State::doctype : State::until_gt, text, 2);
}

HtmlToken HtmlScanner::begin_markup(State state, std::string_view text, std::size_t size) {
    state_ = state;
    return token(Kind::markup, text, size);
}

HtmlToken HtmlScanner::next_until(std::string_view end, State after, std::string_view text,
                                  bool last) {
    for (std::size_t at = 0; (at = find_from(text, end.front(), at)) < text.size(); ++at) {
        const Match found = match(text.substr(at), end);
        if (found == Match::yes) {
            state_ = after;
            return token(Kind::markup, text, at + end.size());
        }
        if (found == Match::partly && !last) {
            return at == 0 ? more_needed : token(Kind::markup, text, at);
        }
    }
    return token(Kind::markup, text, text.size());
}

HtmlToken HtmlScanner::next_comment_start(std::string_view text, bool last) {
    const Match abrupt = xml_ ? Match::no : match(text, "->");
    if (abrupt == Match::partly && !last) {
        return more_needed;
    }
    if (abrupt == Match::yes || (!xml_ && text.front() == '>')) {
        return begin_markup(State::data, text, abrupt == Match::yes ? 2 : 1);
    }
    state_ = State::comment;
    return next_comment(text, last);
}

HtmlToken HtmlScanner::next_comment(std::string_view text, bool last) {
    for (std::size_t at = 0; (at = find_from(text, '-', at)) < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        const Match plain = match(rest, "-->");
        const Match bang = xml_ ? Match::no : match(rest, "--!>");
        if (plain == Match::yes || bang == Match::yes) {
            return begin_markup(State::data, text, at + (plain == Match::yes ? 3 : 4));
        }
        if (!last && (plain == Match::partly || bang == Match::partly)) {
            return at == 0 ? more_needed : token(Kind::markup, text, at);
        }
    }
    return token(Kind::markup, text, text.size());
}

// Quotes and the subset may hold any `>`; within the subset comments and instructions hold quotes.
HtmlToken HtmlScanner::next_doctype(std::string_view text, bool last) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quote_ != '\0') {
            quote_ = c == quote_ ? '\0' : quote_;
        } else if (c == '"' || c == '\'') {
            quote_ = c;
        } else if (c == '[' || c == ']') {
            subset_ = c == '[';
        } else if (c == '>' && !subset_) {
            return begin_markup(State::data, text, at + 1);
        } else if (c == '<') {
            const std::string_view rest = text.substr(at);
            const Match comment = match(rest, "<!--");
            const Match instruction = match(rest, "<?");
            if (comment == Match::yes || instruction == Match::yes) {
                return begin_markup(
                    comment == Match::yes ? State::subset_comment : State::subset_instruction, text,
                    at + (comment == Match::yes ? 4 : 2));
            }
            if (!last && (comment == Match::partly || instruction == Match::partly)) {
                return at == 0 ? more_needed : token(Kind::markup, text, at);
            }
        }
    }
    return token(Kind::markup, text, text.size());
}

HtmlToken HtmlScanner::begin_tag(State from, std::string_view text, bool last) {
    tag_.start();
    tag_from_ = from;
    state_ = State::tag;
    return next_tag(text, last);
}

HtmlToken HtmlScanner::next_tag(std::string_view text, bool last) {
    const std::string_view there = text.substr(0, longest_tag);
    const Kind kind = tag_.is_end(there) ? Kind::end_tag : Kind::start_tag;
    if (tag_.scan(there)) {
        state_ = State::data;
        return token(kind, there, tag_.size());
    }
    if (there.size() == longest_tag) {
        state_ = State::tag_rest;
        return {.kind = kind, .text = there, .complete = false};
    }
    if (!last) {
        return more_needed;
    }
    state_ = tag_from_;
    return token(state_ == State::data ? Kind::lost_tag : Kind::raw_text, text, text.size());
}

HtmlToken HtmlScanner::next_tag_rest(std::string_view text) {
    tag_.forget_rest();
    const bool complete = tag_.scan(text);
    if (complete) {
        state_ = State::data;
    }
    return {.kind = Kind::tag_rest, .text = text.substr(0, tag_.size()), .complete = complete};
}

void HtmlScanner::begin_raw_text(std::string_view name) {
    raw_name_ = "</";
    std::ranges::transform(name, std::back_inserter(raw_name_), bytes::to_lower);
    state_ = raw_name_ == "</script" ? State::script : State::raw_text;
}

HtmlToken HtmlScanner::next_raw_text(std::string_view text, bool last) {
    for (std::size_t at = 0; (at = find_from(text, '<', at)) < text.size(); ++at) {
        const Match end = match_tag(text.substr(at), raw_name_);
        if (end == Match::no || (end == Match::partly && last)) {
            continue;
        }
        if (at > 0) {
            return token(Kind::raw_text, text, at);
        }
        return end == Match::yes ? begin_tag(State::raw_text, text, last) : more_needed;
    }
    return token(Kind::raw_text, text, text.size());
}

// HTML sections 13.2.5.15 to 13.2.5.31. `<!--` begins an escape, within which `<script` begins
// another: then `</script` ends that one alone.
HtmlToken HtmlScanner::next_script(std::string_view text, bool last) {
    for (std::size_t at = 0;;) {
        at = state_ == State::script ? find_from(text, '<', at)
                                     : std::min(text.find_first_of("<-", at), text.size());
        if (at == text.size()) {
            return token(Kind::raw_text, text, at);
        }
        const std::size_t step = script_step(text.substr(at), last);
        if (step > 0) {
            at += step;
        } else if (at > 0) {
            return token(Kind::raw_text, text, at);
        } else if (match_tag(text, raw_name_) == Match::yes) {
            return begin_tag(state_, text, last);
        } else {
            return more_needed;
        }
    }
}

// How many bytes to go on from a `<` or `-`; none at the script's end, and where more are needed.
std::size_t HtmlScanner::script_step(std::string_view text, bool last) {
    const auto holds = [last](Match found) { return found == Match::partly && !last; };
    if (text.front() == '-') {
        const Match end = match(text, "-->");
        if (end == Match::yes) {
            state_ = State::script;
            return 3;
        }
        return holds(end) ? 0 : 1;
    }
    const Match end = match_tag(text, raw_name_);
    if (end == Match::yes && state_ == State::script_twice_escaped) {
        state_ = State::script_escaped;
        return raw_name_.size();
    }
    const Match escape = state_ == State::script ? match(text, "<!--") : Match::no;
    if (escape == Match::yes) {
        state_ = State::script_escaped;
        return 2;   // the dashes may belong to its end
    }
    const Match again = state_ == State::script_escaped ? match_tag(text, "<script") : Match::no;
    if (again == Match::yes) {
        state_ = State::script_twice_escaped;
        return raw_name_.size() - 1;
    }
    return end == Match::yes || holds(end) || holds(escape) || holds(again) ? 0 : 1;
}

}   // namespace pages

#include "survey/html_depth.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace survey {

namespace {

constexpr std::array<std::string_view, 27> uncounted{
    "area",   "base",  "br",     "col",   "embed", "hr",    "img",   "input",    "link",
    "meta",   "param", "source", "track", "wbr",   "p",     "li",    "dt",       "dd",
    "option", "tr",    "td",     "th",    "thead", "tbody", "tfoot", "optgroup", "colgroup"};

std::string name_at(std::string_view text) {
    std::string name;
    for (const char byte : text) {
        const char small = bytes::to_lower(byte);
        if ((small < 'a' || small > 'z') && !bytes::is_digit(small)) {
            break;
        }
        name += small;
        if (name.size() > 16) {
            break;
        }
    }
    return name;
}

/// Where the text of an element that holds no tags ends.
std::size_t end_of_raw_text(std::string_view html, std::size_t at, std::string_view name) {
    for (auto end = html.find("</", at); end != std::string_view::npos;
         end = html.find("</", end + 2)) {
        if (name_at(html.substr(end + 2, 20)) == name) {
            return end;
        }
    }
    return html.size();
}

}   // namespace

bool is_too_deep(std::string_view html) {
    std::size_t depth = 0;
    for (auto at = html.find('<'); at < html.size(); at = html.find('<', at)) {
        if (html.substr(at).starts_with("<!--")) {
            at = std::min(html.find("-->", at + 2), html.size());
            continue;
        }
        const bool closes = html.substr(at).starts_with("</");
        at += closes ? 2 : 1;
        const std::string name = name_at(html.substr(at, 20));
        if (name.empty() || std::ranges::find(uncounted, name) != uncounted.end()) {
            continue;
        }
        if (closes) {
            depth -= depth > 0 ? 1 : 0;
        } else if (++depth > max_html_depth) {
            return true;
        }
        if (!closes && (name == "script" || name == "style" || name == "title")) {
            at = end_of_raw_text(html, at, name);
        }
    }
    return false;
}

}   // namespace survey

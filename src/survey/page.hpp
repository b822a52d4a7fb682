#pragma once

#include "survey/page_policy.hpp"
#include "survey/page_record.hpp"
#include "survey/page_theme.hpp"

#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// One cookie as a page lists it.
struct PageCookie {
    unsigned line = 0;
    std::string name;   ///< or a pattern; empty where the page prints a label that nobody knows
    std::string label;
    std::string group;   ///< the heading above it, where that names no category
    std::string purpose;
    std::string written;   ///< the expiry in the page's words
    std::string expires;   ///< the same as a registry takes it; empty where it cannot be written
    std::string provider;
    std::optional<Themed> theme;       ///< nothing: the page does not say
    std::vector<std::string> doubts;   ///< sentences for whoever reads the draft
};

/// A category that a heading of the page names.
struct PageCategory {
    Theme theme = Theme::essential;
    std::string title;
    std::string description;
};

/// A published page about cookies, read.
struct Page {
    std::vector<std::string> titles;   ///< the document's own and the first heading
    std::vector<PageCookie> cookies;   ///< in the order of the page
    std::vector<PageCategory> categories;
    std::optional<PagePolicy> policy;   ///< the first consent cookie that is shown with its value
    std::string consent;                ///< a well-known consent cookie that is named; or empty
    std::string format;                 ///< how that one is written
    std::string decided;                ///< and the one that says "has chosen"
    std::vector<PageNote> notes;        ///< what could not be read, by line
};

/// Reads a page, HTML or plain text, in UTF-8, UTF-16 with a byte order mark, or else Windows-1252.
/// The error is the end of a sentence about the file.
[[nodiscard]] boost::system::result<Page, std::string> read_page(std::string_view text);

}   // namespace survey

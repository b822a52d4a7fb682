#pragma once

#include "consent/category.hpp"
#include "consent/page_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace consent {

/// `govuk` looks as the GOV.UK Design System's cookie patterns do, `plain` like the site.
enum class PageStyle : std::uint8_t { govuk, plain };

/// A link at the foot of the proxy's own pages.
struct PageLink {
    std::string text;
    std::string href;   ///< a path, or an http(s) URL
};

/// The registry's `pages:` mapping, with the defaults of the file format.
struct PageSettings {
    std::string base = "/cookies";   ///< no slash at its end
    PageStyle style = PageStyle::govuk;
    std::optional<std::string> stylesheet;   ///< one of the site's own, besides the proxy's
    bool banner = true;
    bool guard = true;
    /// The longest document that is changed, in bytes, where its length is known before.
    std::uint64_t max_document = std::uint64_t{10} * 1024 * 1024;
    std::vector<PageLink> links;
    /// At least one, each whole: the site's own texts over those that are shipped. The first is
    /// spoken where none is asked for; a site with one language has one.
    std::vector<PageLanguage> languages;
};

/// A host whose tags in the site's pages wait for consent.
struct ThirdParty {
    std::string host;   ///< in lower case; `*.x` is any host below x, x itself not
    CategoryIndex category = no_category;
};

/// The registry's `receipts:` mapping: where the proof of each choice is kept.
struct ReceiptSettings {
    enum class Kind : std::uint8_t { lines, sqlite };

    Kind kind = Kind::lines;
    std::string path;   ///< absolute, or relative to where it runs
    std::uint64_t rotate = std::uint64_t{64} * 1024 * 1024;   ///< bytes of one file of lines
    unsigned keep = 10;   ///< so many files of lines are kept besides
};

}   // namespace consent

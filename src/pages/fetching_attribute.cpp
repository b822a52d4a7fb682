#include "pages/fetching_attribute.hpp"

#include "pages/html_character.hpp"

#include <algorithm>
#include <array>

namespace pages {
namespace {

struct Entry {
    Html element;
    std::string_view name;
    Fetching kind;
};

constexpr std::array by_element{
    Entry{Html::script, "src", Fetching::url},
    Entry{Html::script, "href", Fetching::url},
    Entry{Html::script, "xlink:href", Fetching::url},
    Entry{Html::img, "src", Fetching::url},
    Entry{Html::img, "srcset", Fetching::srcset},
    Entry{Html::img, "lowsrc", Fetching::url},
    Entry{Html::img, "dynsrc", Fetching::url},
    Entry{Html::link, "href", Fetching::url},
    Entry{Html::link, "imagesrcset", Fetching::srcset},
    Entry{Html::iframe, "src", Fetching::url},
    Entry{Html::iframe, "srcdoc", Fetching::document},
    Entry{Html::frame, "src", Fetching::url},
    Entry{Html::a, "ping", Fetching::urls},
    Entry{Html::area, "ping", Fetching::urls},
    Entry{Html::applet, "archive", Fetching::urls},
    Entry{Html::applet, "code", Fetching::url},
    Entry{Html::applet, "codebase", Fetching::url},
    Entry{Html::audio, "src", Fetching::url},
    Entry{Html::bgsound, "src", Fetching::url},
    Entry{Html::embed, "src", Fetching::url},
    Entry{Html::feimage, "href", Fetching::url},
    Entry{Html::feimage, "xlink:href", Fetching::url},
    Entry{Html::html, "manifest", Fetching::url},
    // In HTML `image` is another word for `img`.
    Entry{Html::image, "src", Fetching::url},
    Entry{Html::image, "srcset", Fetching::srcset},
    Entry{Html::image, "href", Fetching::url},
    Entry{Html::image, "xlink:href", Fetching::url},
    Entry{Html::input, "src", Fetching::url},
    Entry{Html::meta, "content", Fetching::refresh},
    Entry{Html::object, "data", Fetching::url},
    Entry{Html::object, "archive", Fetching::urls},
    Entry{Html::object, "codebase", Fetching::url},
    Entry{Html::source, "src", Fetching::url},
    Entry{Html::source, "srcset", Fetching::srcset},
    Entry{Html::track, "src", Fetching::url},
    Entry{Html::use, "href", Fetching::url},
    Entry{Html::use, "xlink:href", Fetching::url},
    Entry{Html::video, "src", Fetching::url},
    Entry{Html::video, "poster", Fetching::url},
};

// Of any element. Those of SVG are declarations of CSS in another place.
constexpr std::array<std::string_view, 12> styles{
    "style",      "clip-path",  "cursor", "fill",   "filter", "marker-start",
    "marker-mid", "marker-end", "mask",   "stroke", "marker", "mask-image"};

// Links that say something about the page, or lead on from it. Not `next`, which some browsers
// fetch beforehand.
constexpr std::array<std::string_view, 27> inert_relations{
    "alternate", "amphtml",  "appendix",  "archives", "author", "bookmark", "canonical",
    "chapter",   "contents", "copyright", "external", "first",  "glossary", "help",
    "home",      "index",    "last",      "license",  "me",     "nofollow", "noopener",
    "prev",      "section",  "shortlink", "start",    "tag",    "up"};

bool is_one_of(std::string_view word, const auto& words) {
    return std::ranges::any_of(words,
                               [&](std::string_view one) { return bytes::iequals(one, word); });
}

}   // namespace

Fetching fetching_of(const Element& element, std::string_view name) {
    if (element.is(fetches)) {
        for (const Entry& entry : by_element) {
            if (entry.element == element.id && bytes::iequals(entry.name, name)) {
                return entry.kind;
            }
        }
    }
    if (bytes::iequals(name, "background")) {
        return Fetching::url;
    }
    if (bytes::iequals(name, "attributionsrc")) {
        return Fetching::urls;
    }
    return is_one_of(name, styles) ? Fetching::style : Fetching::no;
}

bool link_fetches(std::string_view rel) {
    bool has_relation = false;
    while (!rel.empty()) {
        const auto end =
            static_cast<std::size_t>(std::ranges::find_if(rel, is_html_space) - rel.begin());
        const std::string_view word = rel.substr(0, end);
        rel.remove_prefix(std::min(end + 1, rel.size()));
        if (word.empty()) {
            continue;
        }
        has_relation = true;
        if (!is_one_of(word, inert_relations)) {
            return true;
        }
    }
    return !has_relation;
}

}   // namespace pages

#pragma once

#include "pages/html_element.hpp"

#include <cstdint>
#include <string_view>

namespace pages {

/// In which way an attribute names what a browser fetches.
enum class Fetching : std::uint8_t {
    no,
    url,
    urls,   ///< several with white space between
    srcset,
    style,      ///< a style sheet's declarations, or one of their values
    refresh,    ///< `content` of a meta element that refreshes
    document,   ///< a whole document in HTML
};

/// Does this attribute of this element make a browser fetch, connect or go somewhere of its own
/// accord? `name` is in any case.
[[nodiscard]] Fetching fetching_of(const Element& element, std::string_view name);

/// Does a link with these relations fetch or connect? A link to another form of the page
/// (`canonical`, `author`, ...) does not.
[[nodiscard]] bool link_fetches(std::string_view rel);

}   // namespace pages

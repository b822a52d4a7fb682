#pragma once

#include "pages/html_element.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pages {

/// Keeps track of SVG and MathML within an HTML document (HTML section 13.2.6.5), for there
/// browsers cut tokens in another way. Sees tags alone and no whole tree: where a document is
/// broken its guess may differ from a browser's.
class ForeignContent {
public:
    /// A start tag. True where it is of SVG or MathML; the `svg` or `math` itself is of HTML.
    /// `marks` is set where the tag has an attribute for which `font` ends SVG, or for which
    /// `annotation-xml` holds HTML.
    bool start_tag(const Element& element, std::string_view name, bool self_closing, bool marks);

    /// An end tag. True where it ends something of SVG or MathML.
    bool end_tag(const Element& element, std::string_view name);

    /// Is what follows of SVG or MathML, and no HTML in it?
    [[nodiscard]] bool inside() const { return !open_.empty() && open_.back().kind != Kind::html; }

private:
    enum class Kind : std::uint8_t { html, svg, svg_html, math, math_text, annotation };

    struct Open {
        std::uint64_t name;
        Kind kind;
    };

    [[nodiscard]] bool reads_as_html(const Element& element) const;
    void open_html(const Element& element, std::string_view name, bool self_closing);
    void break_out();

    std::vector<Open> open_;   ///< from an outermost svg or math on
};

}   // namespace pages

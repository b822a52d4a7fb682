#include "pages/html_element.hpp"

#include "pages/html_character.hpp"

#include <algorithm>
#include <array>

namespace pages {
namespace {

constexpr std::array elements{
    Element{"a", Html::a, closes_html | fetches},
    Element{"annotation-xml", Html::annotation_xml, 0},
    Element{"applet", Html::applet, fetches | makes_body},
    Element{"area", Html::area, fetches | makes_body | no_content},
    Element{"article", Html::article, closes_html},
    Element{"aside", Html::aside, closes_html},
    Element{"audio", Html::audio, fetches},
    Element{"b", Html::b, breaks_out | closes_html},
    Element{"base", Html::base, head_content | no_content},
    Element{"basefont", Html::basefont, head_content | no_content},
    Element{"bgsound", Html::bgsound, fetches | head_content | no_content},
    Element{"big", Html::big, breaks_out | closes_html},
    Element{"blockquote", Html::blockquote, breaks_out | closes_html},
    Element{"body", Html::body, breaks_out | closes_html | fetches | makes_body},
    Element{"br", Html::br, breaks_out | closes_html | makes_body | no_content},
    Element{"button", Html::button, closes_html | makes_body},
    Element{"caption", Html::caption, closes_html},
    Element{"center", Html::center, breaks_out | closes_html},
    Element{"code", Html::code, breaks_out | closes_html},
    Element{"col", Html::col, no_content},
    Element{"colgroup", Html::colgroup, closes_html},
    Element{"dd", Html::dd, breaks_out | closes_html | makes_body},
    Element{"desc", Html::desc, svg_html},
    Element{"div", Html::div, breaks_out | closes_html},
    Element{"dl", Html::dl, breaks_out | closes_html},
    Element{"dt", Html::dt, breaks_out | closes_html | makes_body},
    Element{"em", Html::em, breaks_out | closes_html},
    Element{"embed", Html::embed, breaks_out | closes_html | fetches | makes_body | no_content},
    Element{"feimage", Html::feimage, fetches},
    Element{"fieldset", Html::fieldset, closes_html},
    Element{"font", Html::font, closes_html},
    Element{"footer", Html::footer, closes_html},
    Element{"foreignobject", Html::foreignobject, svg_html},
    Element{"form", Html::form, closes_html},
    Element{"frame", Html::frame, fetches | no_content},
    Element{"frameset", Html::frameset, 0},
    Element{"h1", Html::h1, breaks_out | closes_html},
    Element{"h2", Html::h2, breaks_out | closes_html},
    Element{"h3", Html::h3, breaks_out | closes_html},
    Element{"h4", Html::h4, breaks_out | closes_html},
    Element{"h5", Html::h5, breaks_out | closes_html},
    Element{"h6", Html::h6, breaks_out | closes_html},
    Element{"head", Html::head, breaks_out | closes_html},
    Element{"header", Html::header, closes_html},
    Element{"hr", Html::hr, breaks_out | closes_html | makes_body | no_content},
    Element{"html", Html::html, closes_html | fetches},
    Element{"i", Html::i, breaks_out | closes_html},
    Element{"iframe", Html::iframe, fetches | makes_body | raw_text},
    Element{"image", Html::image, fetches | makes_body},
    Element{"img", Html::img, breaks_out | closes_html | fetches | makes_body | no_content},
    Element{"input", Html::input, fetches | makes_body | no_content},
    Element{"keygen", Html::keygen, makes_body | no_content},
    Element{"label", Html::label, closes_html},
    Element{"li", Html::li, breaks_out | closes_html | makes_body},
    Element{"link", Html::link, fetches | head_content | no_content},
    Element{"listing", Html::listing, breaks_out | closes_html | makes_body},
    Element{"main", Html::main, closes_html},
    Element{"malignmark", Html::malignmark, 0},
    Element{"marquee", Html::marquee, makes_body},
    Element{"math", Html::math, makes_body},
    Element{"menu", Html::menu, breaks_out | closes_html},
    Element{"meta", Html::meta, breaks_out | closes_html | fetches | head_content | no_content},
    Element{"mglyph", Html::mglyph, 0},
    Element{"mi", Html::mi, math_text},
    Element{"mn", Html::mn, math_text},
    Element{"mo", Html::mo, math_text},
    Element{"ms", Html::ms, math_text},
    Element{"mtext", Html::mtext, math_text},
    Element{"nav", Html::nav, closes_html},
    Element{"nobr", Html::nobr, breaks_out | closes_html},
    Element{"noembed", Html::noembed, raw_text},
    Element{"noframes", Html::noframes, head_content | raw_text},
    Element{"noscript", Html::noscript, 0},
    Element{"object", Html::object, fetches | makes_body},
    Element{"ol", Html::ol, breaks_out | closes_html},
    Element{"option", Html::option, closes_html},
    Element{"p", Html::p, breaks_out | closes_html},
    Element{"param", Html::param, no_content},
    Element{"plaintext", Html::plaintext, 0},
    Element{"pre", Html::pre, breaks_out | closes_html | makes_body},
    Element{"ruby", Html::ruby, breaks_out | closes_html},
    Element{"s", Html::s, breaks_out | closes_html},
    Element{"script", Html::script, fetches | head_content},
    Element{"section", Html::section, closes_html},
    Element{"select", Html::select, closes_html | makes_body},
    Element{"small", Html::small, breaks_out | closes_html},
    Element{"source", Html::source, fetches | no_content},
    Element{"span", Html::span, breaks_out | closes_html},
    Element{"strike", Html::strike, breaks_out | closes_html},
    Element{"strong", Html::strong, breaks_out | closes_html},
    Element{"style", Html::style, head_content | raw_text},
    Element{"sub", Html::sub, breaks_out | closes_html},
    Element{"sup", Html::sup, breaks_out | closes_html},
    Element{"svg", Html::svg, makes_body},
    Element{"table", Html::table, breaks_out | closes_html | makes_body},
    Element{"tbody", Html::tbody, closes_html},
    Element{"td", Html::td, closes_html},
    Element{"template", Html::template_, head_content | makes_body},
    Element{"textarea", Html::textarea, makes_body | raw_text},
    Element{"tfoot", Html::tfoot, closes_html},
    Element{"th", Html::th, closes_html},
    Element{"thead", Html::thead, closes_html},
    Element{"title", Html::title, head_content | raw_text | svg_html},
    Element{"tr", Html::tr, closes_html},
    Element{"track", Html::track, fetches | no_content},
    Element{"tt", Html::tt, breaks_out | closes_html},
    Element{"u", Html::u, breaks_out | closes_html},
    Element{"ul", Html::ul, breaks_out | closes_html},
    Element{"use", Html::use, fetches},
    Element{"var", Html::var, breaks_out | closes_html},
    Element{"video", Html::video, fetches},
    Element{"wbr", Html::wbr, makes_body | no_content},
    Element{"xmp", Html::xmp, makes_body | raw_text},
};
static_assert(std::ranges::is_sorted(elements, {}, &Element::name));

constexpr std::size_t longest_name = std::ranges::max(elements, {}, [](const Element& element) {
                                         return element.name.size();
                                     }).name.size();

// Where the elements of each first letter begin.
constexpr auto first_of_letter = [] {
    std::array<std::uint8_t, 27> table{};
    for (std::size_t letter = 0; letter < table.size(); ++letter) {
        const auto found = std::ranges::find_if(elements, [&](const Element& element) {
            return static_cast<std::size_t>(element.name.front() - 'a') >= letter;
        });
        table[letter] = static_cast<std::uint8_t>(found - elements.begin());
    }
    return table;
}();

constexpr Element unknown{};

}   // namespace

const Element& element_of(std::string_view name, bool xml) {
    if (name.empty() || name.size() > longest_name) {
        return unknown;
    }
    const char first = bytes::to_lower(name.front());
    if (!is_letter(first) || (xml && first != name.front())) {
        return unknown;
    }
    const auto letter = static_cast<std::size_t>(first - 'a');
    for (std::size_t at = first_of_letter[letter]; at < first_of_letter[letter + 1]; ++at) {
        const Element& element = elements[at];
        if (xml ? element.name == name : bytes::iequals(element.name, name)) {
            return element;
        }
    }
    return unknown;
}

}   // namespace pages

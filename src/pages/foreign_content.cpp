#include "pages/foreign_content.hpp"

#include "pages/html_character.hpp"

namespace pages {
namespace {

// Deeper than any document; where one is, its elements are not told apart.
constexpr std::size_t deepest = 4096;

}   // namespace

bool ForeignContent::reads_as_html(const Element& element) const {
    switch (open_.back().kind) {
        case Kind::html:
        case Kind::svg_html:
            return true;
        case Kind::math_text:
            return element.id != Html::mglyph && element.id != Html::malignmark;
        case Kind::annotation:
            return element.id == Html::svg;
        default:
            return false;
    }
}

void ForeignContent::open_html(const Element& element, std::string_view name, bool self_closing) {
    const bool foreign = element.id == Html::svg || element.id == Html::math;
    if (open_.size() >= deepest || (foreign ? self_closing : element.is(no_content))) {
        return;
    }
    const Kind kind = !foreign ? Kind::html : element.id == Html::svg ? Kind::svg : Kind::math;
    if (foreign || !open_.empty()) {
        open_.push_back({.name = hash_of_name(name), .kind = kind});
    }
}

// Up to the next element that holds HTML.
void ForeignContent::break_out() {
    while (!open_.empty() && open_.back().kind != Kind::html &&
           open_.back().kind != Kind::svg_html && open_.back().kind != Kind::math_text) {
        open_.pop_back();
    }
}

bool ForeignContent::start_tag(const Element& element, std::string_view name, bool self_closing,
                               bool marks) {
    if (open_.empty() || reads_as_html(element)) {
        open_html(element, name, self_closing);
        return false;
    }
    if (element.is(breaks_out) || (element.id == Html::font && marks)) {
        break_out();
        open_html(element, name, self_closing);
        return false;
    }
    if (self_closing || open_.size() >= deepest) {
        return true;
    }
    const bool svg = open_.back().kind == Kind::svg;
    Kind kind = svg ? Kind::svg : Kind::math;
    if (svg && element.is(svg_html)) {
        kind = Kind::svg_html;
    } else if (!svg && element.is(math_text)) {
        kind = Kind::math_text;
    } else if (!svg && element.id == Html::annotation_xml) {
        kind = marks ? Kind::svg_html : Kind::annotation;
    }
    open_.push_back({.name = hash_of_name(name), .kind = kind});
    return true;
}

bool ForeignContent::end_tag(const Element& element, std::string_view name) {
    if (open_.empty()) {
        return false;
    }
    const std::uint64_t wanted = hash_of_name(name);
    const bool from_html = open_.back().kind == Kind::html;
    for (std::size_t at = open_.size(); at-- > 0;) {
        const Kind kind = open_[at].kind;
        if (from_html && (kind == Kind::svg_html || kind == Kind::math_text)) {
            // An end tag within such HTML does not end what is around it.
            if (element.id != Html::template_) {
                return false;
            }
        }
        if (open_[at].name == wanted) {
            const bool foreign = kind != Kind::html;
            open_.resize(at);
            return foreign;
        }
    }
    if (element.is(closes_html) || element.id == Html::template_) {
        open_.clear();
    }
    return false;
}

}   // namespace pages

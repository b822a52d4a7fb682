#include "survey/html_text.hpp"

#include <algorithm>
#include <array>

namespace survey {

namespace {

constexpr std::array blocks{
    GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE,    GUMBO_TAG_ASIDE,  GUMBO_TAG_BLOCKQUOTE,
    GUMBO_TAG_BODY,    GUMBO_TAG_CAPTION,    GUMBO_TAG_DD,     GUMBO_TAG_DETAILS,
    GUMBO_TAG_DIV,     GUMBO_TAG_DL,         GUMBO_TAG_DT,     GUMBO_TAG_FIELDSET,
    GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FOOTER, GUMBO_TAG_FORM,
    GUMBO_TAG_H1,      GUMBO_TAG_H2,         GUMBO_TAG_H3,     GUMBO_TAG_H4,
    GUMBO_TAG_H5,      GUMBO_TAG_H6,         GUMBO_TAG_HEADER, GUMBO_TAG_HR,
    GUMBO_TAG_HTML,    GUMBO_TAG_LEGEND,     GUMBO_TAG_LI,     GUMBO_TAG_MAIN,
    GUMBO_TAG_OL,      GUMBO_TAG_P,          GUMBO_TAG_PRE,    GUMBO_TAG_SECTION,
    GUMBO_TAG_SUMMARY, GUMBO_TAG_TABLE,      GUMBO_TAG_TBODY,  GUMBO_TAG_TD,
    GUMBO_TAG_TFOOT,   GUMBO_TAG_TH,         GUMBO_TAG_THEAD,  GUMBO_TAG_TR,
    GUMBO_TAG_UL};

void append(const GumboNode& node, bool as_written, std::string& text) {
    if (is_text(node)) {
        const std::size_t begin = text.size();
        text += node.v.text.text;
        if (!as_written) {
            std::replace(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), '\n', ' ');
        }
        return;
    }
    if (node.type != GUMBO_NODE_ELEMENT) {
        return;
    }
    const auto tag = node.v.element.tag;
    if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE) {
        return;
    }
    const bool breaks = is_block(tag) || tag == GUMBO_TAG_BR;
    text += breaks ? "\n" : "";
    for (const auto* child : children(node)) {
        append(*child, as_written || tag == GUMBO_TAG_PRE, text);
    }
    text += breaks ? "\n" : "";
}

}   // namespace

std::span<const GumboNode* const> children(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT) {
        return {};
    }
    const GumboVector& list = node.v.element.children;
    return {reinterpret_cast<const GumboNode* const*>(list.data), list.length};
}

bool is_text(const GumboNode& node) {
    return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
           node.type == GUMBO_NODE_CDATA;
}

bool is_block(GumboTag tag) {
    return std::ranges::find(blocks, tag) != blocks.end();
}

bool is_tag(const GumboNode& node, GumboTag tag) {
    return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag;
}

unsigned line_of(const GumboNode& node) {
    return std::max(node.v.element.start_pos.line, 1U);
}

std::string text_of(const GumboNode& node) {
    std::string text;
    const bool as_written = is_tag(node, GUMBO_TAG_PRE);
    for (const auto* child : children(node)) {
        append(*child, as_written, text);
    }
    return text;
}

}   // namespace survey

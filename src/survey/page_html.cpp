#include "survey/html_depth.hpp"
#include "survey/html_text.hpp"
#include "survey/page_block.hpp"
#include "survey/page_columns.hpp"
#include "survey/page_html_table.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace survey {

namespace {

constexpr std::array unread{GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,  GUMBO_TAG_TEMPLATE,
                            GUMBO_TAG_SVG,      GUMBO_TAG_IFRAME, GUMBO_TAG_SELECT,
                            GUMBO_TAG_TEXTAREA, GUMBO_TAG_BUTTON, GUMBO_TAG_NAV};
constexpr unsigned lowest_level = 6;

struct DestroyOutput {
    void operator()(GumboOutput* output) const {
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
};

bool is_bold(GumboTag tag) {
    return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG;
}

bool is_code(GumboTag tag) {
    return tag == GUMBO_TAG_CODE || tag == GUMBO_TAG_KBD || tag == GUMBO_TAG_SAMP ||
           tag == GUMBO_TAG_TT;
}

/// 1 to 6, 0 for what is no heading.
unsigned heading_level(GumboTag tag) {
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6
               ? static_cast<unsigned>(tag) - static_cast<unsigned>(GUMBO_TAG_H1) + 1
           : tag == GUMBO_TAG_SUMMARY ? lowest_level
                                      : 0;
}

class HtmlReader {
public:
    explicit HtmlReader(PageBlocks& page) : page_(page) {}

    void read(const GumboNode& root) {
        walk(root);
        flush();
    }

private:
    void walk(const GumboNode& node) {
        if (is_text(node)) {
            add_text(node.v.text);
        } else if (node.type == GUMBO_NODE_ELEMENT) {
            walk_element(node);
        }
    }

    void walk_children(const GumboNode& node) {
        for (const auto* child : children(node)) {
            walk(*child);
        }
    }

    void walk_element(const GumboNode& node) {
        const auto tag = node.v.element.tag;
        if (tag == GUMBO_TAG_TITLE) {
            page_.title = page_.title.empty() ? one_line(text_of(node)) : page_.title;
        } else if (std::ranges::find(unread, tag) != unread.end()) {
            return;
        } else if (const auto level = heading_level(tag); level != 0) {
            flush();
            add(Block::Kind::heading, line_of(node), one_line(text_of(node))).level = level;
        } else if (tag == GUMBO_TAG_TABLE) {
            flush();
            walk_table(node);
        } else if (tag == GUMBO_TAG_DL) {
            flush();
            std::ranges::move(read_definitions(node), std::back_inserter(page_.blocks));
        } else if (tag == GUMBO_TAG_PRE) {
            flush();
            add_lines(node);
        } else if (tag == GUMBO_TAG_BR) {
            text_ += '\n';
        } else if (is_code(tag)) {
            code_.push_back(one_line(text_of(node)));
            walk_children(node);
        } else if (is_bold(tag)) {
            ++bold_;
            walk_children(node);
            --bold_;
        } else if (is_block(tag)) {
            walk_block(node);
        } else {
            walk_children(node);
        }
    }

    void walk_block(const GumboNode& node) {
        flush();
        const auto outer =
            std::exchange(kind_, node.v.element.tag == GUMBO_TAG_LI ? Block::Kind::item : kind_);
        walk_children(node);
        flush();
        kind_ = outer;
    }

    /// A table with others or with headings in it is there for the layout, unless its heads say
    /// otherwise.
    void walk_table(const GumboNode& node) {
        Block table = read_html_table(node);
        const bool has_heads = !table.rows.empty() && read_columns(table.rows.front().cells);
        if (has_heads || !has_parts(node)) {
            page_.blocks.push_back(std::move(table));
        } else {
            walk_children(node);
        }
    }

    void add_lines(const GumboNode& node) {
        auto line = line_of(node);
        const std::string text = text_of(node);
        for (const auto part : split(text, '\n')) {
            if (auto tidied = one_line(part); !tidied.empty()) {
                add(Block::Kind::paragraph, line, tidied).code.push_back(tidied);
            }
            ++line;
        }
    }

    void add_text(const GumboText& text) {
        const std::string_view content = text.text;
        if (one_line(content).empty()) {
            text_ += ' ';
            return;
        }
        if (line_ == 0) {
            const auto begin = content.find_first_not_of(" \t\r\n");
            line_ = text.start_pos.line +
                    static_cast<unsigned>(std::ranges::count(content.substr(0, begin), '\n'));
        }
        all_bold_ = all_bold_ && bold_ > 0;
        // A line break of the file is a blank of the page.
        std::ranges::replace_copy(content, std::back_inserter(text_), '\n', ' ');
    }

    Block& add(Block::Kind kind, unsigned line, std::string text) {
        page_.blocks.push_back({kind, line, 0, std::move(text), {}, {}});
        return page_.blocks.back();
    }

    /// Ends what was collected as one block.
    void flush() {
        std::string text = tidy(text_);
        const bool heading = all_bold_ && is_like_heading(text);
        if (!text.empty()) {
            Block& block = add(heading ? Block::Kind::heading : kind_, line_, std::move(text));
            block.level = heading ? lowest_level : 0;
            block.code = std::move(code_);
        }
        text_.clear();
        code_.clear();
        line_ = 0;
        all_bold_ = true;
    }

    /// Editors without headings make a paragraph bold.
    [[nodiscard]] bool is_like_heading(const std::string& text) const {
        constexpr std::size_t longest = 80;
        return kind_ == Block::Kind::paragraph && text.size() <= longest && !text.empty() &&
               text.find('\n') == std::string::npos && text.back() != '.';
    }

    PageBlocks& page_;
    Block::Kind kind_ = Block::Kind::paragraph;
    std::string text_;
    std::vector<std::string> code_;
    unsigned line_ = 0;
    unsigned bold_ = 0;
    bool all_bold_ = true;
};

}   // namespace

bool read_html_blocks(std::string_view html, PageBlocks& page) {
    if (is_too_deep(html)) {
        return false;
    }
    const std::unique_ptr<GumboOutput, DestroyOutput> output(
        gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()));
    HtmlReader(page).read(*output->root);
    return true;
}

bool is_html(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), [](char byte) {
        return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    });
    for (const std::string_view tag : {"<!doctype html", "<html", "<body", "<table", "<dl", "<ul>",
                                       "<h1", "<h2", "<h3", "<p>"}) {
        if (small.find(tag) != std::string::npos) {
            return true;
        }
    }
    return false;
}

}   // namespace survey

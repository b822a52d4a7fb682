#include "survey/page.hpp"

#include "config/known_cookies.hpp"
#include "consent/name_index.hpp"
#include "survey/page_block.hpp"
#include "survey/page_encoding.hpp"
#include "survey/page_expiry.hpp"
#include "survey/page_headings.hpp"
#include "survey/page_mentions.hpp"
#include "survey/page_names.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace survey {

namespace {

/// Ads come with consent to ads alone, but few names tell; usage is the weaker claim.
std::optional<Theme> suppose_by_name(std::string_view name) {
    const bool tracks = std::ranges::any_of(
        config::tracker_names(), [name](auto pattern) { return consent::matches(pattern, name); });
    return tracks ? std::optional(Theme::usage) : std::nullopt;
}

std::optional<Theme> suppose(const std::vector<PageRecord>& records) {
    for (const auto& record : records) {
        if (const auto theme = suppose_theme(record.purpose)) {
            return theme;
        }
    }
    for (const auto& record : records) {
        for (const auto& name : read_names(record.names)) {
            if (const auto theme = suppose_by_name(name.name)) {
                return theme;
            }
        }
    }
    return std::nullopt;
}

/// What counts for all records of one table or list.
struct Surroundings {
    std::optional<Themed> theme;
    std::string doubt;
    bool stray = false;   ///< the heading above is another table's
};

class PageReader {
public:
    Page read(PageBlocks blocks) {
        if (!blocks.title.empty()) {
            page_.titles.push_back(std::move(blocks.title));
        }
        for (const auto& block : blocks.blocks) {
            read_block(block);
        }
        mentions_.report(page_);
        std::ranges::stable_sort(page_.notes, {}, &PageNote::line);
        return std::move(page_);
    }

private:
    void read_block(const Block& block) {
        switch (block.kind) {
            case Block::Kind::heading:
                read_heading(block);
                break;
            case Block::Kind::paragraph:
                read_paragraph(block);
                break;
            case Block::Kind::item:
                read_list_item(block);
                break;
            case Block::Kind::table:
                read_table(block);
                break;
        }
    }

    void read_heading(const Block& block) {
        if (!std::exchange(has_heading_, true)) {
            page_.titles.push_back(block.text);
        }
        headings_.add(block);
        describing_ = nullptr;
        const auto themed = read_theme(block.text);
        if (themed && themed->certain && !has_category(themed->theme)) {
            page_.categories.push_back({themed->theme, block.text, ""});
            describing_ = &page_.categories.back();
        }
        mentions_.add(block);
    }

    [[nodiscard]] bool has_category(Theme theme) const {
        return std::ranges::find(page_.categories, theme, &PageCategory::theme) !=
               page_.categories.end();
    }

    void read_paragraph(const Block& block) {
        if (describing_ != nullptr) {
            auto& text = describing_->description;
            text += (text.empty() ? "" : " ") + one_line(block.text);
        }
        headings_.note_prose();
        if (auto policy = read_policy(block.text)) {
            if (!page_.policy) {
                page_.policy = std::move(policy);
            }
            return;
        }
        mentions_.add(block);
    }

    void read_list_item(const Block& block) {
        describing_ = nullptr;
        caption_.clear();
        const auto record = read_item(block);
        if (!record) {
            mentions_.add(block);
            return;
        }
        const auto themed = headings_.theme();
        add(*record, {themed, themed ? std::string() : unknown_doubt(), false});
    }

    void read_table(const Block& block) {
        describing_ = nullptr;
        caption_ = block.text;
        const auto records = read_records(block, page_.notes);
        const auto under = headings_.add_table();
        const auto common = surroundings(block, records, under);
        for (const auto& record : records) {
            add(record, common);
        }
    }

    Surroundings surroundings(const Block& block, const std::vector<PageRecord>& records,
                              Headings::Table under) const {
        const auto caption = read_theme(block.text);
        const auto heading = headings_.theme();
        if (caption && (caption->certain || !heading)) {
            return {caption, "", false};
        }
        if (under == Headings::Table::first || records.empty()) {
            return {heading, heading ? "" : unknown_doubt(), false};
        }
        const auto supposed = suppose(records);
        if (supposed && (!heading || heading->theme != *supposed)) {
            return {Themed{*supposed, false},
                    fmt::format("no heading of its own; its purpose or name tells {}",
                                to_string(*supposed)),
                    true};
        }
        if (heading && (under == Headings::Table::next || supposed)) {
            return {heading, "", false};
        }
        return {std::nullopt, "no heading of its own: the page does not say the category", true};
    }

    [[nodiscard]] std::string unknown_doubt() const {
        const auto heading = headings_.innermost();
        return heading.empty() ? "no heading above it: the page does not say the category"
                               : fmt::format("the heading \"{}\" names no category", heading);
    }

    void add(const PageRecord& record, const Surroundings& common) {
        PageCookie cookie;
        cookie.line = record.line;
        cookie.purpose = record.purpose;
        cookie.provider = record.provider;
        cookie.group = group_of(record, common);
        set_theme(record, common, cookie);
        set_expiry(record, cookie);
        for (auto& name : read_names(record.names)) {
            PageCookie& one = page_.cookies.emplace_back(cookie);
            one.name = std::move(name.name);
            one.label = std::move(name.label);
            if (!name.doubt.empty()) {
                one.doubts.push_back(std::move(name.doubt));
            }
        }
    }

    [[nodiscard]] std::string group_of(const PageRecord& record, const Surroundings& common) const {
        if (!record.section.empty() && !read_theme(record.section)) {
            return record.section;
        }
        if (common.stray) {
            return {};
        }
        const auto heading = headings_.group();
        const auto caption = read_theme(caption_);
        return !heading.empty() || (caption && caption->certain) ? heading : caption_;
    }

    static void set_theme(const PageRecord& record, const Surroundings& common,
                          PageCookie& cookie) {
        cookie.theme = read_theme(record.category);
        if (cookie.theme && !cookie.theme->certain) {
            cookie.doubts.push_back(fmt::format("the page calls it \"{}\"", record.category));
        }
        if (!cookie.theme) {
            cookie.theme = read_theme(record.section);
        }
        if (cookie.theme) {
            return;
        }
        cookie.theme = common.theme;
        if (!common.doubt.empty()) {
            cookie.doubts.push_back(common.doubt);
        }
        if (!record.category.empty()) {
            cookie.doubts.push_back(
                fmt::format("the page says \"{}\", which is no known category", record.category));
        }
    }

    static void set_expiry(const PageRecord& record, PageCookie& cookie) {
        auto expiry = read_expiry_cell(record.expiry);
        if (!expiry) {
            if (record.has_expiry_column) {
                cookie.doubts.emplace_back("the page gives no expiry");
            }
            return;
        }
        if (expiry->expires.empty()) {
            cookie.doubts.push_back(fmt::format(
                "the expiry \"{}\" is no time that a registry can hold", expiry->written));
        } else if (!expiry->exact) {
            cookie.doubts.push_back(
                fmt::format("the page gives the expiry as \"{}\"", expiry->written));
        }
        cookie.expires = std::move(expiry->expires);
        cookie.written = std::move(expiry->written);
    }

    Page page_;
    Headings headings_;
    Mentions mentions_;
    PageCategory* describing_ = nullptr;   ///< what the next paragraphs describe
    std::string caption_;                  ///< of the table that is being read
    bool has_heading_ = false;
};

}   // namespace

boost::system::result<Page, std::string> read_page(std::string_view text) {
    const std::string utf8 = to_utf8(text);
    PageBlocks blocks;
    if (!is_html(utf8)) {
        blocks = read_text_blocks(utf8);
    } else if (!read_html_blocks(utf8, blocks)) {
        return std::string("its elements are nested deeper than a page's ever are");
    }
    return PageReader().read(std::move(blocks));
}

}   // namespace survey

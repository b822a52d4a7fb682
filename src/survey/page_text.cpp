#include "survey/page_block.hpp"
#include "survey/page_columns.hpp"
#include "survey/page_flat_rows.hpp"
#include "survey/page_markdown.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace survey {

namespace {

/// Is the line, by its look, a heading? `before` and `after` are its neighbours: a line of a
/// paragraph that was wrapped is none.
bool is_heading(std::string_view line, std::string_view before, std::string_view after) {
    constexpr std::size_t longest = 80;
    constexpr std::size_t most_words = 12;
    constexpr std::string_view sentence_ends = ".:;,!?)";
    const auto small = [](std::string_view text) {
        return !text.empty() && text.front() >= 'a' && text.front() <= 'z';
    };
    const bool wrapped =
        small(after) || (!before.empty() && before.size() > longest / 2 &&
                         sentence_ends.find(before.back()) == std::string_view::npos &&
                         before.find('|') == std::string_view::npos);
    return line.size() <= longest && words_of(line).size() <= most_words && !wrapped &&
           !small(line) && line.find_first_of("={}|\t<>") == std::string_view::npos &&
           sentence_ends.find(line.back()) == std::string_view::npos && !looks_like_name(line) &&
           (static_cast<unsigned char>(line.front()) >= 0x80 ||
            std::string_view("-*#()[]/\\").find(line.front()) == std::string_view::npos);
}

std::optional<std::string_view> read_bullet(std::string_view line) {
    for (const std::string_view bullet : {"- ", "* ", "+ ", "\u2022 ", "\u25e6 ", "\u2023 "}) {
        if (line.starts_with(bullet)) {
            return line.substr(bullet.size());
        }
    }
    const auto digits = line.find_first_not_of("0123456789");
    if (digits != 0 && digits != std::string_view::npos && digits <= 3 &&
        (line.substr(digits).starts_with(". ") || line.substr(digits).starts_with(") "))) {
        return line.substr(digits + 2);
    }
    return std::nullopt;
}

class TextReader {
public:
    explicit TextReader(std::string_view text) {
        for (const auto line : split(text, '\n')) {
            raw_.push_back(line);
            lines_.push_back(one_line(line));
        }
    }

    PageBlocks read() {
        while (at_ < lines_.size()) {
            if (lines_[at_].empty()) {
                ++at_;
            } else if (!read_fence() && !read_marked_heading() && !read_pipes() && !read_tabs() &&
                       !read_run_together()) {
                read_line();
                ++at_;
            }
        }
        return std::move(page_);
    }

private:
    [[nodiscard]] std::string_view line(std::size_t index) const {
        return index < lines_.size() ? std::string_view(lines_[index]) : std::string_view();
    }
    [[nodiscard]] static unsigned number(std::size_t index) {
        return static_cast<unsigned>(index + 1);
    }

    Block& add(Block::Kind kind, std::size_t index, std::string text) {
        page_.blocks.push_back({kind, number(index), 0, std::move(text), {}, {}});
        return page_.blocks.back();
    }

    /// Code between two lines of backticks or tildes.
    bool read_fence() {
        const auto fence = line(at_).substr(0, 3);
        if (fence != "```" && fence != "~~~") {
            return false;
        }
        const auto end =
            std::find_if(lines_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, lines_.end(),
                         [fence](const auto& one) { return one.starts_with(fence); });
        const auto last = static_cast<std::size_t>(end - lines_.begin());
        for (++at_; at_ < last; ++at_) {
            if (!lines_[at_].empty()) {
                add(Block::Kind::paragraph, at_, lines_[at_]).code.push_back(lines_[at_]);
            }
        }
        ++at_;
        return true;
    }

    /// `## Heading`, or a line with a row of `=` or `-` below it.
    bool read_marked_heading() {
        const auto marks = line(at_).find_first_not_of('#');
        if (marks != 0 && marks <= 6 && marks < line(at_).size() && line(at_)[marks] == ' ') {
            auto text = one_line(line(at_).substr(marks));
            text.resize(text.find_last_not_of("# ") + 1);   // npos + 1 is 0
            add(Block::Kind::heading, at_, plain_markdown(text)).level =
                static_cast<unsigned>(marks);
            ++at_;
            return true;
        }
        const auto below = line(at_ + 1);
        const bool underlined =
            below.size() >= 3 && (below.find_first_not_of('=') == std::string_view::npos ||
                                  below.find_first_not_of('-') == std::string_view::npos);
        if (!underlined || line(at_).find('|') != std::string_view::npos) {
            return false;
        }
        add(Block::Kind::heading, at_, plain_markdown(lines_[at_])).level =
            below.front() == '=' ? 1 : 2;
        at_ += 2;
        return true;
    }

    /// Rows with `|` between the cells, the heads first, mostly with a line of dashes below them.
    bool read_pipes() {
        const bool ruled = is_table_rule(line(at_ + 1)) && is_table_row(line(at_));
        if (!ruled && (!is_table_row(line(at_)) || !read_columns(table_cells(line(at_))))) {
            return false;
        }
        Block& table = add(Block::Kind::table, at_, "");
        do {
            if (!is_table_rule(line(at_))) {
                table.rows.push_back({number(at_), table_cells(line(at_))});
            }
            ++at_;
        } while (is_table_row(line(at_)) && !is_table_rule(line(at_ + 1)));
        return true;
    }

    /// Rows with tabs between the cells, as spreadsheets and browsers copy them.
    bool read_tabs() {
        const auto cells = [this](std::size_t index) {
            std::vector<std::string> texts;
            for (const auto cell : split(index < raw_.size() ? raw_[index] : "", '\t')) {
                texts.push_back(one_line(cell));
            }
            return texts;
        };
        if (cells(at_).size() < 2 || !read_columns(cells(at_))) {
            return false;
        }
        Block& table = add(Block::Kind::table, at_, "");
        for (; cells(at_).size() > 1; ++at_) {
            table.rows.push_back({number(at_), cells(at_)});
        }
        return true;
    }

    bool read_run_together() {
        const auto columns = survey::read_run_together(line(at_));
        if (!columns) {
            return false;
        }
        const std::size_t heads = at_++;
        std::vector<TextLine> rows;
        // An empty line ends it, unless whole rows follow.
        for (; at_ < lines_.size(); ++at_) {
            if (!lines_[at_].empty()) {
                rows.push_back({number(at_), lines_[at_]});
            } else if (!rows.empty() && !is_flat_row(std::string(line(at_ + 1)))) {
                break;
            }
        }
        page_.blocks.push_back(read_flat_table(*columns, number(heads), rows));
        return true;
    }

    void read_line() {
        const auto before = at_ == 0 ? std::string_view() : line(at_ - 1);
        if (const auto item = read_bullet(line(at_))) {
            Block& block = add(Block::Kind::item, at_, plain_markdown(*item));
            block.code = markdown_code(*item);
        } else if (is_heading(line(at_), before, line(at_ + 1))) {
            add(Block::Kind::heading, at_, plain_markdown(lines_[at_]));
        } else {
            Block& block = add(Block::Kind::paragraph, at_, plain_markdown(lines_[at_]));
            block.code = markdown_code(lines_[at_]);
        }
    }

    std::vector<std::string_view> raw_;
    std::vector<std::string> lines_;
    std::size_t at_ = 0;
    PageBlocks page_;
};

}   // namespace

PageBlocks read_text_blocks(std::string_view text) {
    return TextReader(text).read();
}

}   // namespace survey

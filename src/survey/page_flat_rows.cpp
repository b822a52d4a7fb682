#include "survey/page_flat_rows.hpp"

#include "survey/page_expiry.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace survey {

namespace {

/// What a sentence begins with, and no row does.
constexpr std::array<std::string_view, 20> openers{
    "A",  "All",  "For", "Find", "If",    "In",   "It", "More", "Our",  "See",
    "So", "Some", "The", "They", "These", "This", "To", "We",   "When", "You"};

/// The name that a line begins with, its remark in brackets too, and what follows.
struct Start {
    std::string name;
    std::string rest;
};

std::optional<Start> read_start(std::string_view line) {
    const auto words = words_of(line);
    if (words.empty() || !is_name_token(words.front())) {
        return std::nullopt;
    }
    std::size_t size = words.front().size();
    if (words.size() > 1 && words[1].starts_with('(')) {
        const auto close = line.find(')', size);
        size = close == std::string_view::npos ? size : close + 1;
    }
    return Start{std::string(line.substr(0, size)), one_line(line.substr(size))};
}

bool starts_with_name(std::string_view line) {
    const auto words = words_of(line);
    return !words.empty() && looks_like_name(words.front());
}

bool is_name_line(std::string_view line) {
    const auto start = read_start(line);
    return start && start->rest.empty();
}

/// May a row begin so, and not only a sentence?
bool may_start_row(std::string_view line) {
    const auto start = read_start(line);
    return start && std::ranges::find(openers, start->name) == openers.end();
}

class FlatRows {
public:
    FlatRows(const std::vector<TextLine>& lines, bool has_expiry)
        : lines_(lines), has_expiry_(has_expiry) {}

    std::vector<BlockRow> read() {
        for (at_ = 0; at_ < lines_.size(); ++at_) {
            const std::string& text = lines_[at_].text;
            const auto tail = has_expiry_ ? split_expiry(text) : std::nullopt;
            if (names_.empty()) {
                begin(text, tail);
            } else if (purpose_.empty()) {
                go_on_with_names(text, tail);
            } else {
                go_on_with_purpose(text, tail);
            }
        }
        finish("");
        return std::move(rows_);
    }

private:
    using MaybeTail = std::optional<Tail>;

    void begin(const std::string& text, const MaybeTail& tail) {
        const bool row = tail && !tail->before.empty() && may_start_row(tail->before);
        if (is_name_line(text)) {
            add_name(text);
        } else if (row) {
            take(tail->before);
            finish(tail->expiry.written);
        } else if (may_start_row(text) && (starts_with_name(text) || !is_capital(text))) {
            take(text);
        } else {
            rows_.push_back({lines_[at_].number, {"", text, ""}});
        }
    }

    void go_on_with_names(const std::string& text, const MaybeTail& tail) {
        // SESSION is a name among names, Session an expiry.
        const bool one_word = text.find(' ') == std::string::npos;
        if (tail && tail->before.empty() && (!one_word || text == "Session" || is_last())) {
            finish(tail->expiry.written);
        } else if (is_name_line(text)) {
            add_name(text);
        } else if (starts_with_name(text)) {
            take(tail ? tail->before : text);
            if (tail) {
                finish(tail->expiry.written);
            }
        } else {
            go_on_with_purpose(text, tail);
        }
    }

    void go_on_with_purpose(const std::string& text, const MaybeTail& tail) {
        if (tail && (tail->before.empty() || is_last() || starts_with_name(lines_[at_ + 1].text))) {
            add_purpose(tail->before);
            finish(tail->expiry.written);
        } else if (!purpose_.empty() && starts_with_name(text)) {
            finish("");
            begin(text, tail);
        } else {
            add_purpose(text);
        }
    }

    [[nodiscard]] bool is_last() const { return at_ + 1 == lines_.size(); }

    [[nodiscard]] static bool is_capital(std::string_view text) {
        return text.front() >= 'A' && text.front() <= 'Z';
    }

    void add_name(std::string_view name) {
        if (names_.empty()) {
            line_ = lines_[at_].number;
        } else {
            names_ += '\n';
        }
        names_ += name;
    }

    void add_purpose(std::string_view text) {
        purpose_ += purpose_.empty() || text.empty() ? "" : " ";
        purpose_ += text;
    }

    void take(std::string_view row) {
        if (const auto start = read_start(row)) {
            add_name(start->name);
            add_purpose(start->rest);
        }
    }

    void finish(std::string_view expiry) {
        if (!names_.empty()) {
            rows_.push_back(
                {line_,
                 {std::exchange(names_, {}), std::exchange(purpose_, {}), std::string(expiry)}});
        }
    }

    const std::vector<TextLine>& lines_;
    bool has_expiry_;
    std::size_t at_ = 0;
    unsigned line_ = 0;
    std::string names_;
    std::string purpose_;
    std::vector<BlockRow> rows_;
};

/// `NAME EXPIRY PURPOSE`: the longest run of words behind the name that is an expiry.
BlockRow read_early_expiry(const TextLine& line) {
    const auto start = read_start(line.text);
    if (!start) {
        return {line.number, {"", line.text, ""}};
    }
    const std::string_view rest = start->rest;
    const auto words = words_of(rest);
    for (auto count = std::min<std::size_t>(words.size(), 8); count > 0; --count) {
        const auto end = static_cast<std::size_t>(words[count - 1].data() - rest.data()) +
                         words[count - 1].size();
        if (read_expiry(rest.substr(0, end))) {
            return {line.number,
                    {start->name, one_line(rest.substr(end)), std::string(rest.substr(0, end))}};
        }
    }
    return {line.number, {start->name, std::string(rest), ""}};
}

}   // namespace

Block read_flat_table(const std::vector<Column>& columns, unsigned line,
                      const std::vector<TextLine>& lines) {
    Block table{Block::Kind::table, line, 0, "", {}, {}};
    table.rows.push_back({line, {"Name", "Purpose", "Expires"}});
    const auto expiry = std::ranges::find(columns, Column::expiry);
    if (expiry != columns.end() && expiry + 1 != columns.end()) {
        std::ranges::transform(lines, std::back_inserter(table.rows), read_early_expiry);
    } else {
        std::ranges::move(FlatRows(lines, expiry != columns.end()).read(),
                          std::back_inserter(table.rows));
    }
    return table;
}

bool is_flat_row(const std::string& line) {
    const auto tail = split_expiry(line);
    return tail && !tail->before.empty() && may_start_row(tail->before) &&
           (starts_with_name(tail->before) || is_name_line(tail->before));
}

}   // namespace survey

#include "survey/page_columns.hpp"

#include "survey/page_words.hpp"

#include <algorithm>

namespace survey {

namespace {

struct Head {
    std::string_view words;
    Column column;
};

/// Whole heads, as plain_words gives them. Of two name columns the one that stands first here
/// counts.
constexpr Head heads[] = {
    {"cookie name", Column::name},
    {"cookie names", Column::name},
    {"name of cookie", Column::name},
    {"cookie name s", Column::name},
    {"cookie key", Column::name},
    {"cookie id", Column::name},
    {"name", Column::name},
    {"names", Column::name},
    {"cookie", Column::name},
    {"cookies", Column::name},
    {"cookie title", Column::name},
    {"purpose", Column::purpose},
    {"description", Column::purpose},
    {"what it does", Column::purpose},
    {"what its for", Column::purpose},
    {"use", Column::purpose},
    {"usage", Column::purpose},
    {"details", Column::purpose},
    {"function", Column::purpose},
    {"expires", Column::expiry},
    {"expiry", Column::expiry},
    {"expiration", Column::expiry},
    {"duration", Column::expiry},
    {"lifespan", Column::expiry},
    {"lifetime", Column::expiry},
    {"retention", Column::expiry},
    {"max age", Column::expiry},
    {"persistence", Column::expiry},
    {"category", Column::category},
    {"cookie category", Column::category},
    {"type", Column::category},
    {"cookie type", Column::category},
    {"type of cookie", Column::category},
    {"classification", Column::category},
    {"provider", Column::provider},
    {"host", Column::provider},
    {"domain", Column::provider},
    {"set by", Column::provider},
    {"source", Column::provider},
    {"third party", Column::provider},
    {"company", Column::provider},
    {"owner", Column::provider},
    {"service", Column::provider},
    {"vendor", Column::provider},
    {"supplier", Column::provider},
};

/// Words in longer heads: "How long does it last?", "Purpose of the cookie".
constexpr Head parts[] = {
    {"expire", Column::expiry},       {"expires", Column::expiry},   {"expiry", Column::expiry},
    {"expiration", Column::expiry},   {"duration", Column::expiry},  {"last", Column::expiry},
    {"lasts", Column::expiry},        {"lifespan", Column::expiry},  {"lifetime", Column::expiry},
    {"retention", Column::expiry},    {"how long", Column::expiry},  {"purpose", Column::purpose},
    {"description", Column::purpose}, {"does", Column::purpose},     {"why", Column::purpose},
    {"used for", Column::purpose},    {"what for", Column::purpose}, {"category", Column::category},
    {"type", Column::category},       {"name", Column::name},        {"provider", Column::provider},
    {"domain", Column::provider},     {"host", Column::provider},    {"set by", Column::provider},
};

/// Which head of `heads`, for the precedence of names; past the end for another.
std::size_t rank_of(std::string_view plain) {
    const auto* const found = std::ranges::find(heads, plain, &Head::words);
    return static_cast<std::size_t>(found - std::begin(heads));
}

}   // namespace

std::string_view Columns::cell(const BlockRow& row, Column column) const {
    const auto at_index = of(column);
    return at_index && *at_index < row.cells.size() ? std::string_view(row.cells[*at_index])
                                                    : std::string_view();
}

std::optional<Column> read_column(std::string_view head) {
    const std::string plain = plain_words(head);
    if (const auto rank = rank_of(plain); rank < std::size(heads)) {
        return heads[rank].column;
    }
    constexpr std::size_t most_words = 8;
    if (words_of(plain).size() > most_words) {
        return std::nullopt;
    }
    const auto* const found = std::ranges::find_if(
        parts, [&plain](const Head& part) { return has_words(plain, part.words); });
    return found == std::end(parts) ? std::nullopt : std::optional(found->column);
}

std::optional<Columns> read_columns(const std::vector<std::string>& texts) {
    Columns columns;
    std::size_t known = 0;
    for (std::size_t index = 0; index < texts.size(); ++index) {
        const auto column = read_column(texts[index]);
        if (!column) {
            continue;
        }
        auto& place = columns.at[static_cast<std::size_t>(*column)];
        const auto rank = rank_of(plain_words(texts[index]));
        if (!place || (*column == Column::name && rank < rank_of(plain_words(texts[*place])))) {
            place = index;
        }
        ++known;
    }
    return columns.of(Column::name) && known >= 2 ? std::optional(columns) : std::nullopt;
}

std::optional<std::vector<Column>> read_run_together(std::string_view line) {
    std::string rest = plain_words(line);
    std::vector<Column> columns;
    bool apart = false;
    while (!rest.empty()) {
        const Head* longest = nullptr;
        for (const auto& head : heads) {
            if (rest.starts_with(head.words) &&
                (longest == nullptr || head.words.size() > longest->words.size())) {
                longest = &head;
            }
        }
        if (longest == nullptr || std::ranges::find(columns, longest->column) != columns.end()) {
            return std::nullopt;
        }
        columns.push_back(longest->column);
        rest.erase(0, longest->words.size());
        apart = apart || rest.starts_with(' ');
        rest.erase(0, rest.find_first_not_of(' '));
    }
    // "Cookie details" is a heading.
    const std::size_t least = apart ? 3 : 2;
    return columns.size() >= least && columns.front() == Column::name
               ? std::optional(std::move(columns))
               : std::nullopt;
}

}   // namespace survey

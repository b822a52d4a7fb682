#include "survey/page_record.hpp"

#include "survey/page_columns.hpp"
#include "survey/page_expiry.hpp"
#include "survey/page_names.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace survey {

namespace {

std::size_t width_of(const Block& table) {
    std::size_t width = 0;
    for (const auto& row : table.rows) {
        width = std::max(width, row.cells.size());
    }
    return width;
}

/// Rows and columns exchanged.
Block turned(const Block& table) {
    Block result{Block::Kind::table, table.line, 0, table.text, {}, {}};
    const std::size_t width = width_of(table);
    for (std::size_t column = 0; column < width; ++column) {
        BlockRow row{table.line, {}};
        for (const auto& from : table.rows) {
            row.cells.push_back(column < from.cells.size() ? from.cells[column] : std::string());
        }
        result.rows.push_back(std::move(row));
    }
    return result;
}

bool is_section(const BlockRow& row) {
    const auto& cells = row.cells;
    return !cells.empty() && !cells.front().empty() && cells.size() > 1 &&
           std::ranges::all_of(cells, [&](const auto& cell) { return cell == cells.front(); });
}

/// Where the heads of a table are, and what they say.
struct Heads {
    Columns columns;
    std::size_t row = 0;
};

/// A row or two may stand above the heads and span the table.
std::optional<Heads> find_heads(const Block& table) {
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (auto columns = read_columns(table.rows[row].cells)) {
            return Heads{*columns, row};
        }
        if (!is_section(table.rows[row]) && table.rows[row].cells.size() > 1) {
            break;
        }
    }
    return std::nullopt;
}

bool begins_with_names(const BlockRow& row) {
    const auto names = row.cells.empty() ? std::vector<PageName>() : read_names(row.cells[0]);
    return !names.empty() && std::ranges::all_of(names, [](const PageName& name) {
        return looks_like_name(name.name);
    });
}

/// Do the first cells of the rows look like names, so that heads are not needed?
bool has_names_first(const Block& table) {
    const auto named = std::ranges::count_if(table.rows, begins_with_names);
    return table.rows.front().cells.size() > 1 && named > 0 &&
           2 * static_cast<std::size_t>(named) >= table.rows.size();
}

/// Names, purposes, and the last column as expiries where all of it reads so.
Columns guessed_columns(const Block& table, std::size_t first_row) {
    Columns columns;
    const std::size_t last = table.rows.front().cells.size() - 1;
    const bool expiries = std::all_of(table.rows.begin() + static_cast<std::ptrdiff_t>(first_row),
                                      table.rows.end(), [last](const BlockRow& row) {
                                          return row.cells.size() <= last ||
                                                 row.cells[last].empty() ||
                                                 read_expiry(row.cells[last]);
                                      });
    columns.at[static_cast<std::size_t>(Column::name)] = 0;
    if (expiries) {
        columns.at[static_cast<std::size_t>(Column::expiry)] = last;
    }
    if (last > 1 || !expiries) {
        columns.at[static_cast<std::size_t>(Column::purpose)] = 1;
    }
    return columns;
}

std::string shortened(std::string_view text) {
    constexpr std::size_t longest = 60;
    const std::string line = one_line(text);
    if (line.size() <= longest) {
        return line;
    }
    const auto blank = line.rfind(' ', longest);
    return line.substr(0, blank == std::string::npos ? 0 : blank) + " ...";
}

std::string all_of(const BlockRow& row) {
    std::string text;
    for (const auto& cell : row.cells) {
        text += (text.empty() || cell.empty() ? "" : " ") + cell;
    }
    return shortened(text);
}

/// Turns the rows below the heads into records.
class RecordReader {
public:
    RecordReader(const Block& table, const Columns& columns, std::vector<PageNote>& notes)
        : table_(table), columns_(columns), notes_(notes) {}

    std::vector<PageRecord> read(std::size_t first_row, const std::vector<std::string>& heads) {
        note_unread_columns(first_row, heads);
        for (std::size_t at = first_row; at < table_.rows.size(); ++at) {
            const BlockRow& row = table_.rows[at];
            if (is_section(row) && table_.rows.size() > 2) {
                section_ = one_line(row.cells.front());
            } else if (row.cells != heads) {
                add(row);
            }
        }
        return std::move(records_);
    }

    void set_section(std::string section) { section_ = std::move(section); }

private:
    void note_unread_columns(std::size_t first_row, const std::vector<std::string>& heads) {
        for (std::size_t column = 0; column < width_of(table_); ++column) {
            const bool read = std::ranges::find(columns_.at, column) != columns_.at.end();
            const bool filled =
                std::any_of(table_.rows.begin() + static_cast<std::ptrdiff_t>(first_row),
                            table_.rows.end(), [column](const BlockRow& row) {
                                return column < row.cells.size() && !row.cells[column].empty();
                            });
            if (!read && filled) {
                const bool headed = column < heads.size() && !heads[column].empty();
                notes_.push_back(
                    {table_.line,
                     headed ? fmt::format("the column \"{}\" is not read", shortened(heads[column]))
                            : fmt::format("column {} is not read", column + 1),
                     false});
            }
        }
    }

    void add(const BlockRow& row) {
        const auto names = columns_.cell(row, Column::name);
        if (names.empty()) {
            notes_.push_back({row.line,
                              fmt::format("a row without a cookie's name: \"{}\"", all_of(row)),
                              true});
            return;
        }
        PageRecord record;
        record.line = row.line;
        record.section = section_;
        record.names = names;
        record.purpose = one_line(columns_.cell(row, Column::purpose));
        record.expiry = one_line(columns_.cell(row, Column::expiry));
        record.has_expiry_column = columns_.of(Column::expiry).has_value();
        record.category = one_line(columns_.cell(row, Column::category));
        record.provider = one_line(columns_.cell(row, Column::provider));
        records_.push_back(std::move(record));
    }

    const Block& table_;
    const Columns& columns_;
    std::vector<PageNote>& notes_;
    std::string section_;
    std::vector<PageRecord> records_;
};

}   // namespace

std::vector<PageRecord> read_records(const Block& table, std::vector<PageNote>& notes) {
    if (table.rows.empty()) {
        return {};
    }
    if (const auto heads = find_heads(table)) {
        RecordReader reader(table, heads->columns, notes);
        if (heads->row > 0) {
            reader.set_section(one_line(table.rows[heads->row - 1].cells.front()));
        }
        return reader.read(heads->row + 1, table.rows[heads->row].cells);
    }
    const Block side = turned(table);
    if (const auto columns = read_columns(side.rows.front().cells)) {
        return RecordReader(side, *columns, notes).read(1, side.rows.front().cells);
    }
    if (has_names_first(table)) {
        const bool headless = begins_with_names(table.rows.front());
        notes.push_back({table.line,
                         headless ? "a table without heads: its first column is read as names"
                                  : fmt::format("the heads \"{}\" are not known: the first column "
                                                "is read as names",
                                                all_of(table.rows.front())),
                         false});
        const std::size_t first_row = headless ? 0 : 1;
        const auto columns = guessed_columns(table, first_row);
        return RecordReader(table, columns, notes).read(first_row, {});
    }
    notes.push_back({table.line,
                     fmt::format("a table without a column for names is not read: \"{}\"",
                                 all_of(table.rows.front())),
                     true});
    return {};
}

}   // namespace survey

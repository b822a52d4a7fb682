#include "survey/page_html_table.hpp"

#include "survey/html_text.hpp"
#include "survey/page_columns.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <charconv>

namespace survey {

namespace {

/// The longest cell that is repeated where it spans several.
constexpr std::size_t longest_repeated = 4096;

std::size_t span_of(const GumboNode& cell, const char* name) {
    const GumboAttribute* attribute = gumbo_get_attribute(&cell.v.element.attributes, name);
    if (attribute == nullptr) {
        return 1;
    }
    const std::string text = one_line(attribute->value);
    std::size_t span = 1;
    std::from_chars(text.data(), text.data() + text.size(), span);
    return std::clamp<std::size_t>(span, 1, max_span);
}

/// Fills rows from left to right, with what spans into them from above.
class Grid {
public:
    explicit Grid(Block& table) : table_(table) {}

    void begin_row(unsigned line) {
        table_.rows.push_back({line, {}});
        fill();
    }

    void add_cell(const std::string& text, std::size_t columns, std::size_t rows) {
        for (std::size_t index = 0; index < columns; ++index) {
            const bool repeated = index == 0 || text.size() <= longest_repeated;
            put(repeated ? text : std::string());
            if (rows > 1 && text.size() <= longest_repeated) {
                above_.resize(std::max(above_.size(), row().size()));
                above_[row().size() - 1] = {rows - 1, text};
            }
        }
        fill();
    }

private:
    struct Above {
        std::size_t rows = 0;
        std::string text;
    };

    std::vector<std::string>& row() { return table_.rows.back().cells; }
    void put(std::string text) { row().push_back(std::move(text)); }

    void fill() {
        while (row().size() < above_.size() && above_[row().size()].rows > 0) {
            auto& above = above_[row().size()];
            --above.rows;
            put(above.text);
        }
    }

    Block& table_;
    std::vector<Above> above_;
};

void read_rows(const GumboNode& node, Block& table, Grid& grid) {
    for (const auto* child : children(node)) {
        if (is_tag(*child, GUMBO_TAG_CAPTION)) {
            table.text = one_line(text_of(*child));
        } else if (is_tag(*child, GUMBO_TAG_TR)) {
            grid.begin_row(line_of(*child));
            for (const auto* cell : children(*child)) {
                if (is_tag(*cell, GUMBO_TAG_TD) || is_tag(*cell, GUMBO_TAG_TH)) {
                    grid.add_cell(tidy(text_of(*cell)), span_of(*cell, "colspan"),
                                  span_of(*cell, "rowspan"));
                }
            }
        } else if (is_tag(*child, GUMBO_TAG_THEAD) || is_tag(*child, GUMBO_TAG_TBODY) ||
                   is_tag(*child, GUMBO_TAG_TFOOT)) {
            read_rows(*child, table, grid);
        }
    }
}

/// A term or a description.
struct Definition {
    bool term = false;
    unsigned line = 0;
    std::string text;
};

void collect(const GumboNode& node, std::vector<Definition>& found) {
    for (const auto* child : children(node)) {
        if (is_tag(*child, GUMBO_TAG_DT) || is_tag(*child, GUMBO_TAG_DD)) {
            found.push_back({is_tag(*child, GUMBO_TAG_DT), line_of(*child), tidy(text_of(*child))});
        } else if (is_tag(*child, GUMBO_TAG_DIV)) {
            collect(*child, found);
        }
    }
}

/// A table from terms that are heads; a head that comes again begins a new row.
Block read_records(const std::vector<Definition>& definitions) {
    Block table{Block::Kind::table, definitions.front().line, 0, "", {}, {}};
    table.rows.push_back({table.line, {}});
    auto& heads = table.rows.front().cells;
    for (const auto& one : definitions) {
        if (one.term && std::ranges::find(heads, one.text) == heads.end()) {
            heads.push_back(one.text);
        }
    }
    const std::size_t width = heads.size();
    std::vector<BlockRow> rows;
    std::vector<bool> filled;
    std::size_t column = 0;
    for (const auto& one : definitions) {
        if (one.term) {
            column = static_cast<std::size_t>(std::ranges::find(heads, one.text) - heads.begin());
            if (rows.empty() || filled[column]) {
                rows.push_back({one.line, std::vector<std::string>(width)});
                filled.assign(width, false);
            }
            filled[column] = true;
        } else if (!rows.empty()) {
            auto& cell = rows.back().cells[column];
            cell += (cell.empty() ? "" : "\n") + one.text;
        }
    }
    std::ranges::move(rows, std::back_inserter(table.rows));
    return table;
}

std::vector<Block> read_terms(const std::vector<Definition>& definitions) {
    std::vector<Block> items;
    bool described = true;
    for (const auto& one : definitions) {
        if (one.term && described) {
            items.push_back({Block::Kind::item, one.line, 0, one.text, {one.text}, {}});
            described = false;
        } else if (!items.empty()) {
            Block& item = items.back();
            const std::string text = one_line(one.text);
            item.text += (one.term ? ", " : described ? " " : " - ") + text;
            if (one.term) {
                item.code.push_back(text);
            }
            described = !one.term;
        }
    }
    return items;
}

}   // namespace

Block read_html_table(const GumboNode& node) {
    Block table{Block::Kind::table, line_of(node), 0, "", {}, {}};
    Grid grid(table);
    read_rows(node, table, grid);
    std::erase_if(table.rows, [](const BlockRow& row) {
        return std::ranges::all_of(row.cells, [](const auto& cell) { return cell.empty(); });
    });
    return table;
}

bool has_parts(const GumboNode& node) {
    return std::ranges::any_of(children(node), [](const GumboNode* child) {
        if (child->type != GUMBO_NODE_ELEMENT) {
            return false;
        }
        const auto tag = child->v.element.tag;
        return tag == GUMBO_TAG_TABLE || (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6) ||
               has_parts(*child);
    });
}

std::vector<Block> read_definitions(const GumboNode& list) {
    std::vector<Definition> found;
    collect(list, found);
    std::vector<std::string> terms;
    for (const auto& one : found) {
        if (one.term) {
            terms.push_back(one.text);
        }
    }
    if (terms.empty()) {
        return {};
    }
    if (read_columns(terms) && std::ranges::all_of(terms, [](const auto& term) {
            return read_column(term).has_value();
        })) {
        return {read_records(found)};
    }
    return read_terms(found);
}

}   // namespace survey

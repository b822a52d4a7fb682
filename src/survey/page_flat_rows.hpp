#pragma once

#include "survey/page_block.hpp"
#include "survey/page_columns.hpp"

#include <string>
#include <vector>

namespace survey {

/// A line of a file.
struct TextLine {
    unsigned number = 0;
    std::string text;   ///< on one line, as one_line gives it
};

/// Reads the lines below heads that were run together: a table that lost its columns. A row is
/// `NAME PURPOSE EXPIRY` in one line, or names on lines of their own with the purpose and the
/// expiry on the lines that follow; NAME may have a remark in brackets behind it. The result is a
/// table with the columns Name, Purpose, Expires; a line that fits nowhere is a row without a name.
[[nodiscard]] Block read_flat_table(const std::vector<Column>& columns, unsigned line,
                                    const std::vector<TextLine>& lines);

/// Is the line a whole row, to its expiry?
[[nodiscard]] bool is_flat_row(const std::string& line);

}   // namespace survey

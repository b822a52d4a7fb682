#pragma once

#include "survey/page_block.hpp"

#include <gumbo.h>
#include <vector>

namespace survey {

/// Reads a table as a block: a cell that spans rows or columns stands in each of them, up to
/// `max_span`.
[[nodiscard]] Block read_html_table(const GumboNode& table);

inline constexpr std::size_t max_span = 100;

/// Has the table another one or a heading below it?
[[nodiscard]] bool has_parts(const GumboNode& table);

/// Reads a `<dl>`. Where its terms are heads of columns (Name, Purpose, Expires), it is a table of
/// records, else each term with its descriptions is an item.
[[nodiscard]] std::vector<Block> read_definitions(const GumboNode& list);

}   // namespace survey

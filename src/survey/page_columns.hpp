#pragma once

#include "survey/page_block.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// What a column of a table of cookies holds.
enum class Column : std::uint8_t { name, purpose, expiry, category, provider };

inline constexpr std::size_t column_count = 5;

/// Where each kind of column is.
struct Columns {
    std::array<std::optional<std::size_t>, column_count> at;

    [[nodiscard]] std::optional<std::size_t> of(Column column) const {
        return at[static_cast<std::size_t>(column)];
    }
    /// The cell of a row; empty where there is none.
    [[nodiscard]] std::string_view cell(const BlockRow& row, Column column) const;
};

/// What the head of one column says ("Cookie name", "How long it lasts").
[[nodiscard]] std::optional<Column> read_column(std::string_view head);

/// Reads the heads of a table's columns: one for names, and at least one other that is known.
[[nodiscard]] std::optional<Columns> read_columns(const std::vector<std::string>& heads);

/// Reads heads that were run together, `NamePurposeExpiry`, as a table that was copied as plain
/// text has them; at least two, a name first.
[[nodiscard]] std::optional<std::vector<Column>> read_run_together(std::string_view line);

}   // namespace survey

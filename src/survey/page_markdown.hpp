#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// A line of Markdown as it is read: without backticks, bold and links, escaped characters as they
/// are meant, `<br>` as a newline. `*` and `_` alone stay: they are parts of cookies' names.
[[nodiscard]] std::string plain_markdown(std::string_view text);

/// What stands between backticks, in order.
[[nodiscard]] std::vector<std::string> markdown_code(std::string_view text);

/// Has the line cells with `|` between them?
[[nodiscard]] bool is_table_row(std::string_view line);

/// Is it the line of dashes below the heads of a table (`---|---`)?
[[nodiscard]] bool is_table_rule(std::string_view line);

/// The cells of a row, plain; `\|` is no border.
[[nodiscard]] std::vector<std::string> table_cells(std::string_view line);

}   // namespace survey

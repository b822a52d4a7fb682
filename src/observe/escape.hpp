#pragma once

#include <fmt/format.h>
#include <string_view>

namespace observe {

/// Appends the inside of a JSON string: quotes, backslashes and control bytes escaped, each byte
/// that is not UTF-8 as U+FFFD. Source: RFC 8259 section 7, RFC 3629 section 4.
void append_json(fmt::memory_buffer& out, std::string_view text);

/// Appends one line of text: printable ASCII as it is, a backslash doubled, any other byte as
/// `\xHH`, so that nothing a visitor sends can end a line or reach a terminal as an escape.
void append_line(fmt::memory_buffer& out, std::string_view text);

/// The same for one word of a line: spaces and double quotes are escaped too; `-` when empty.
void append_word(fmt::memory_buffer& out, std::string_view text);

}   // namespace observe

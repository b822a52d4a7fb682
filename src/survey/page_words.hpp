#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// The lines of a text without the space that no reader sees: each run of blanks, of no-break and
/// other Unicode spaces too, is one blank; empty lines, zero-width characters, soft hyphens and
/// control bytes are gone. Lines are separated by one newline. `text` is UTF-8.
[[nodiscard]] std::string tidy(std::string_view text);

/// The same as a single line.
[[nodiscard]] std::string one_line(std::string_view text);

/// Split at each `separator`; never empty.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// What blanks separate.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view text);

/// For comparing: ASCII letters small, everything but letters, digits and bytes beyond ASCII a
/// single blank, apostrophes gone. "What it’s for:" is "what its for".
[[nodiscard]] std::string plain_words(std::string_view text);

/// Do the words of `phrase` stand in `text`, one after the other? Both as plain_words gives them.
[[nodiscard]] bool has_words(std::string_view text, std::string_view phrase);

/// Could a browser keep a cookie of this name, and could it stand in one word of prose? A `*` may
/// be in it.
[[nodiscard]] bool is_name_token(std::string_view word);

/// Is it a word that is hardly prose: `_ga`, `ros_*`, `sessionId`, `XSRF-TOKEN`, `connect.sid`, or
/// a well-known cookie's name?
[[nodiscard]] bool looks_like_name(std::string_view word);

}   // namespace survey

#pragma once

#include <gumbo.h>
#include <span>
#include <string>
#include <string_view>

namespace survey {

/// The children of an element; none of anything else.
[[nodiscard]] std::span<const GumboNode* const> children(const GumboNode& node);

/// Is it text, with or without something to see?
[[nodiscard]] bool is_text(const GumboNode& node);

/// Does the element begin and end a paragraph?
[[nodiscard]] bool is_block(GumboTag tag);

/// Is the node this element?
[[nodiscard]] bool is_tag(const GumboNode& node, GumboTag tag);

/// Where an element begins in the file, from 1.
[[nodiscard]] unsigned line_of(const GumboNode& node);

/// The text below a node; `<br>` and the bounds of paragraphs are newlines, line breaks of the
/// file are not, but in `<pre>`. Scripts and styles have none.
[[nodiscard]] std::string text_of(const GumboNode& node);

}   // namespace survey

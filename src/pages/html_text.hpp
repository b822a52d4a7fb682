#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace pages {

/// Text as markup, for an element or a quoted attribute, of HTML and of XML. ASCII alone: other
/// characters become numeric references, so that it is right in a page of any charset. What cannot
/// be said in both languages (bytes that are no UTF-8, control characters, noncharacters) becomes
/// U+FFFD.
[[nodiscard]] std::string html_text(std::string_view text);

/// Each paragraph of a text, which an empty line ends, as `<p>`. Nothing for no text.
[[nodiscard]] std::string html_paragraphs(std::string_view text);

/// What stands for `{name}` in a sentence.
struct Filling {
    std::string_view name;
    std::string_view markup;
};

/// A sentence as markup, its placeholders filled. A `{...}` that none of them is for stays as it
/// is; what is filled in is not looked at again.
[[nodiscard]] std::string fill(std::string_view sentence, std::initializer_list<Filling> fillings);

/// `lang`, with a space before it, and `dir` where the language is written from right to left.
[[nodiscard]] std::string language_attributes(std::string_view tag);

}   // namespace pages

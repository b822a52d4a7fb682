#pragma once

#include <cstdint>
#include <string_view>

namespace pages {

/// A stretch of a document. Text, raw text and markup may come in several.
struct HtmlToken {
    enum class Kind : std::uint8_t {
        none,        ///< more bytes are needed
        space,       ///< white space between tags
        text,        ///< text, beginning with something that is not white space
        raw_text,    ///< text of a script, style, title, ...
        markup,      ///< of a comment, doctype, CDATA section
        lost_tag,    ///< a tag that never ended: browsers drop it
        start_tag,   ///< whole, or its beginning where it is too long
        end_tag,     ///< the same
        tag_rest,    ///< what comes of a tag that was too long
    };

    Kind kind = Kind::none;
    std::string_view text{};
    bool complete = true;   ///< for tags: the `>` is there
};

}   // namespace pages

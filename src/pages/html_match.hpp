#pragma once

#include "pages/html_character.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace pages {

/// Whether bytes that may go on are what is looked for.
enum class Match : std::uint8_t { no, partly, yes };

/// Does the text begin with this?
[[nodiscard]] constexpr Match match(std::string_view text, std::string_view wanted) {
    const std::size_t size = std::min(text.size(), wanted.size());
    if (text.substr(0, size) != wanted.substr(0, size)) {
        return Match::no;
    }
    return size == wanted.size() ? Match::yes : Match::partly;
}

/// Does it begin with this start of a tag, which is in lower case, and does the name end there?
[[nodiscard]] constexpr Match match_tag(std::string_view text, std::string_view lower) {
    const std::size_t size = std::min(text.size(), lower.size());
    if (!bytes::iequals(text.substr(0, size), lower.substr(0, size))) {
        return Match::no;
    }
    if (text.size() <= lower.size()) {
        return Match::partly;
    }
    return ends_tag_name(text[lower.size()]) ? Match::yes : Match::no;
}

/// Where the byte stands from a place on, or the text's size.
[[nodiscard]] inline std::size_t find_from(std::string_view text, char byte, std::size_t from) {
    if (from >= text.size()) {
        return text.size();
    }
    const void* const found = std::memchr(text.data() + from, byte, text.size() - from);
    return found == nullptr
               ? text.size()
               : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}   // namespace pages

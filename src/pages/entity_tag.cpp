#include "pages/entity_tag.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>
#include <cstddef>

namespace pages {
namespace {

constexpr std::string_view mark = ";consent=";
constexpr std::string_view list_separators = ", \t";

/// An entity tag in its parts.
struct EntityTag {
    std::string_view weak;     ///< `W/` or nothing
    std::string_view opaque;   ///< between the quotes
};

bool is_etagc(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > ' ' && byte != '"' && byte != 0x7f;
}

/// Takes the tag off that the text begins with. A backslash escapes nothing here, unlike in a
/// quoted string.
std::optional<EntityTag> take_tag(std::string_view& rest) {
    const std::size_t begin = rest.starts_with("W/") ? 2 : 0;
    if (begin >= rest.size() || rest[begin] != '"') {
        return std::nullopt;
    }
    const std::size_t end = rest.find('"', begin + 1);
    if (end == rest.npos) {
        return std::nullopt;
    }
    const EntityTag tag{rest.substr(0, begin), rest.substr(begin + 1, end - begin - 1)};
    if (!std::all_of(tag.opaque.begin(), tag.opaque.end(), is_etagc)) {
        return std::nullopt;
    }
    rest.remove_prefix(end + 1);
    return tag;
}

/// The next tag of a list; nothing at its end and at a fault.
std::optional<EntityTag> next_tag(std::string_view& list) {
    list.remove_prefix(std::min(list.find_first_not_of(list_separators), list.size()));
    return take_tag(list);
}

bool is_state(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        const char lower = bytes::to_lower(c);
        return bytes::is_digit(c) || (lower >= 'a' && lower <= 'z');
    });
}

/// Where the mark of a state begins; nothing where the tag carries none.
std::optional<std::size_t> find_mark(std::string_view opaque) {
    const std::size_t at = opaque.rfind(mark);
    if (at == opaque.npos || !is_state(opaque.substr(at + mark.size()))) {
        return std::nullopt;
    }
    return at;
}

}   // namespace

std::optional<std::string> tag_with_state(std::string_view etag, std::string_view state) {
    std::string_view rest = bytes::trim(etag);
    const auto tag = take_tag(rest);
    if (!tag || !rest.empty()) {
        return std::nullopt;
    }
    std::string marked(tag->weak);
    marked.append("\"").append(tag->opaque).append(mark).append(state).append("\"");
    return marked;
}

std::string tags_without_state(std::string_view field_value, std::string_view state) {
    std::string own;
    while (const auto tag = next_tag(field_value)) {
        const auto at = find_mark(tag->opaque);
        if (!at || tag->opaque.substr(*at + mark.size()) != state) {
            continue;
        }
        own.append(own.empty() ? "" : ", ").append(tag->weak);
        own.append("\"").append(tag->opaque.substr(0, *at)).append("\"");
    }
    return own;
}

bool has_state(std::string_view field_value) {
    while (const auto tag = next_tag(field_value)) {
        if (find_mark(tag->opaque)) {
            return true;
        }
    }
    return false;
}

}   // namespace pages

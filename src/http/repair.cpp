#include "http/repair.hpp"

#include "bytes/ascii.hpp"
#include "http/field.hpp"
#include "http/octets.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace http {
namespace {

bool is_protected(std::string_view name) {
    switch (field_id(name)) {
        case FieldId::content_length:
        case FieldId::transfer_encoding:
        case FieldId::connection:
        case FieldId::upgrade:
        case FieldId::trailer:
            return true;
        default:
            return false;
    }
}

// What is left of a broken name when a lax reader skips the bytes that no name may have.
std::string bare_name(std::string_view name) {
    std::string bare;
    std::copy_if(name.begin(), name.end(), std::back_inserter(bare),
                 [](char c) { return is(tchar, c); });
    return bare;
}

// One field line, perhaps folded over several.
struct Line {
    std::string text;
    bool folded = false;
    bool odd_end = false;   ///< more CRs at its end than the one that may be there
};

// Takes the next line from the text.
Line take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (line.ends_with('\n')) {
        line.remove_suffix(1);
    }
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    const std::size_t size = line.find_last_not_of('\r') + 1;
    return {std::string(line.substr(0, size)), false, size != line.size()};
}

// The lines of a head up to its empty line, which has to be its end: no second reader may find
// fields behind it.
boost::system::result<std::vector<Line>, Fault> unfold(std::string_view text) {
    std::vector<Line> lines;
    while (!text.empty()) {
        Line line = take_line(text);
        if (line.text.empty()) {
            if (!text.empty()) {
                return Fault::malformed;
            }
        } else if (bytes::is_blank(line.text.front()) && !lines.empty()) {
            lines.back().text.append(" ").append(bytes::trim(line.text));
            lines.back().folded = true;
        } else {
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

std::string mend_status_line(std::string_view line) {
    constexpr std::size_t status_end = 12;
    if (line.size() > status_end && line[status_end] == ' ' &&
        !all(field_byte, line.substr(status_end))) {
        line = line.substr(0, status_end);
    }
    return std::string(line);
}

boost::system::result<void, Fault> mend_field(const Line& line, RepairedHead& head) {
    const std::size_t colon = line.text.find(':');
    const std::string_view before = std::string_view(line.text).substr(0, colon);
    const std::string_view name = bytes::trim(before);
    const std::string bare =
        bare_name(colon == line.text.npos ? before.substr(0, before.find_first_of(" \t")) : before);
    const std::string_view value = colon == line.text.npos
                                       ? std::string_view{}
                                       : bytes::trim(std::string_view(line.text).substr(colon + 1));
    const bool usable =
        colon != line.text.npos && !name.empty() && all(tchar, name) && all(field_byte, value);
    const bool touched = !usable || line.folded || line.odd_end || name.size() != before.size();
    if (touched && is_protected(bare)) {
        return Fault::malformed;
    }
    if (usable) {
        head.text.append(name).append(": ").append(value).append("\r\n");
    } else if (bytes::iequals(bare, "set-cookie")) {
        ++head.lost_set_cookies;
    }
    return {};
}

}   // namespace

std::optional<std::size_t> find_loose_head_end(std::string_view bytes) {
    std::size_t line = 0;
    for (;;) {
        const std::size_t end = bytes.find('\n', line);
        if (end == bytes.npos) {
            return std::nullopt;
        }
        if (end == line || (end == line + 1 && bytes[line] == '\r')) {
            return end + 1;
        }
        line = end + 1;
    }
}

boost::system::result<RepairedHead, Fault> repair_response_head(std::string_view text) {
    const auto lines = unfold(text);
    if (!lines || lines->empty() || lines->front().folded) {
        return Fault::malformed;
    }
    RepairedHead head;
    head.text.reserve(text.size() + 2 * lines->size());
    head.text.append(mend_status_line(lines->front().text)).append("\r\n");
    for (std::size_t i = 1; i < lines->size(); ++i) {
        if (const auto mended = mend_field((*lines)[i], head); !mended) {
            return mended.error();
        }
    }
    head.text.append("\r\n");
    return head;
}

}   // namespace http

#include "config/page_url.hpp"

#include <algorithm>

namespace config {

std::optional<std::string> read_page_url(const Value& value, Report& report) {
    auto text = read_text(value, report);
    if (!text) {
        return std::nullopt;
    }
    const bool begins = (text->starts_with('/') && !text->starts_with("//")) ||
                        text->starts_with("https://") || text->starts_with("http://");
    const bool plain = std::all_of(text->begin(), text->end(), [](char c) {
        return c > 0x20 && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '\\';
    });
    if (!begins || !plain) {
        refuse(value, report, "must be a path that begins with \"/\", or an http(s) URL");
        return std::nullopt;
    }
    return text;
}

}   // namespace config

#include "consent/bypass.hpp"

#include "consent/encoding.hpp"
#include "consent/name_index.hpp"
#include "consent/text.hpp"

#include <algorithm>

namespace consent {
namespace {

// Each round shortens the path, so this ends.
std::optional<std::string> decode_fully(std::string_view path) {
    std::string text(path);
    while (text.find('%') != std::string::npos) {
        auto decoded = percent_decode(text, Plus::itself);
        if (!decoded) {
            return std::nullopt;
        }
        text = std::move(*decoded);
    }
    return text;
}

void append_segment(std::vector<std::string_view>& segments, std::string_view segment) {
    segment = segment.substr(0, segment.find(';'));
    if (segment.empty() || segment == ".") {
        return;
    }
    if (segment != "..") {
        segments.push_back(segment);
    } else if (!segments.empty()) {
        segments.pop_back();
    }
}

bool matches_any(const std::vector<std::string>& patterns, std::string_view path) {
    return std::ranges::any_of(patterns,
                               [&](const std::string& pattern) { return matches(pattern, path); });
}

}   // namespace

std::optional<std::string> normalise_path(std::string_view path) {
    auto text = decode_fully(path);
    if (!text || text->find('\0') != std::string::npos || !path.starts_with('/')) {
        return std::nullopt;
    }
    std::ranges::replace(*text, '\\', '/');
    const bool is_folder = text->ends_with('/') || text->ends_with("/.") || text->ends_with("/..");
    std::vector<std::string_view> segments;
    std::string_view rest = *text;
    while (!rest.empty()) {
        append_segment(segments, take_until(rest, '/'));
    }
    std::string normal;
    for (const std::string_view segment : segments) {
        normal.append("/").append(segment);
    }
    if (normal.empty() || is_folder) {
        normal.append("/");
    }
    return normal;
}

bool is_bypassed(const std::vector<std::string>& patterns, std::string_view target) {
    if (patterns.empty()) {
        return false;
    }
    const std::string_view path = target.substr(0, target.find('?'));
    if (!matches_any(patterns, path)) {
        return false;
    }
    const auto normal = normalise_path(path);
    return normal && matches_any(patterns, *normal);
}

}   // namespace consent

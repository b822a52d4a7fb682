#include "consent/bypass.hpp"

#include "consent/encoding.hpp"
#include "consent/name_index.hpp"
#include "consent/text.hpp"

#include <algorithm>

namespace consent {
namespace {

// No origin decodes so often, and `%252525...` would cost a round for every two bytes of it.
constexpr int most_rounds = 8;

std::optional<std::string> decode_fully(std::string_view path) {
    std::string text(path);
    for (int round = 0; text.find('%') != std::string::npos; ++round) {
        if (round == most_rounds) {
            return std::nullopt;
        }
        auto decoded = percent_decode(text, Plus::itself);
        if (!decoded) {
            return std::nullopt;
        }
        text = std::move(*decoded);
    }
    return text;
}

/// May two origins count the segments of this path differently? In `/a/b%2fc/../../d` who takes
/// the escape for a slash climbs to `/a/d`, who does not to `/d`.
bool has_doubtful_segments(std::string_view path) {
    return path.find_first_of("%\\;") != std::string_view::npos ||
           path.find("//") != std::string_view::npos;
}

/// The segment without its parameters.
std::string_view take_segment(std::string_view& rest) {
    const std::string_view segment = take_until(rest, '/');
    return segment.substr(0, segment.find(';'));
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
        const std::string_view segment = take_segment(rest);
        if (segment == "..") {
            if (has_doubtful_segments(path)) {
                return std::nullopt;
            }
            segments.resize(segments.size() - (segments.empty() ? 0 : 1));
        } else if (!segment.empty() && segment != ".") {
            segments.push_back(segment);
        }
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

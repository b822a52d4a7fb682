#include "config/placeholders.hpp"

#include <algorithm>
#include <array>

namespace config {
namespace {

using consent::PageText;

/// What a text should hold. Without its number a receipt proves nothing to the visitor, so that
/// one must.
struct Need {
    PageText text;
    std::string_view name;
    Severity lack;
};

constexpr std::array needs{
    Need{PageText::accepted, "settings", Severity::warning},
    Need{PageText::rejected, "settings", Severity::warning},
    Need{PageText::refused_text, "settings", Severity::warning},
    Need{PageText::question, "category", Severity::warning},
    Need{PageText::receipt, "id", Severity::error},
    Need{PageText::video, "title", Severity::warning},
};

std::vector<std::string_view> allowed_in(PageText text) {
    switch (text) {
        case PageText::question:
            return {"site", "category"};
        case PageText::receipt:
            return {"site", "id"};
        case PageText::video:
            return {"title"};
        case PageText::settings_link:
            return {"site"};
        default:
            return {"site", "settings"};
    }
}

bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::vector<std::string_view> names_in(std::string_view words) {
    std::vector<std::string_view> names;
    for (std::size_t open = words.find('{'); open != std::string_view::npos;
         open = words.find('{', open + 1)) {
        const std::string_view rest = words.substr(open + 1);
        const auto end = std::ranges::find_if_not(rest, is_name_byte);
        if (end != rest.begin() && end != rest.end() && *end == '}') {
            names.emplace_back(rest.begin(), end);
        }
    }
    return names;
}

}   // namespace

void check_placeholders(const Value& value, PageText text, Report& report) {
    const auto names = names_in(value.node.text);
    const auto allowed = allowed_in(text);
    for (const std::string_view name : names) {
        if (std::ranges::find(allowed, name) == allowed.end()) {
            refuse(value, report,
                   fmt::format("has \"{{{}}}\" in it, which stands for nothing there{}", name,
                               suggestion(name, allowed)));
        }
    }
    for (const Need& one : needs) {
        if (one.text != text || std::ranges::find(names, one.name) != names.end()) {
            continue;
        }
        const std::string message =
            fmt::format("\"{}\" has no \"{{{}}}\" in it", value.key, one.name);
        if (one.lack == Severity::error) {
            report.error(value.node.place, message);
        } else {
            report.warning(value.node.place, message);
        }
    }
}

}   // namespace config

#include "config/pages_fields.hpp"

#include "config/page_languages.hpp"
#include "config/page_url.hpp"

#include <algorithm>
#include <limits>

namespace config {
namespace {

using consent::PageLink;
using consent::PageSettings;

constexpr Word<consent::PageStyle> style_words[] = {{"govuk", consent::PageStyle::govuk},
                                                    {"plain", consent::PageStyle::plain}};
constexpr std::string_view own_path = "/.well-known/consent-proxy";

/// What RFC 3986 section 2.3 leaves as it is, whoever writes the path.
bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

bool is_base(std::string_view path) {
    if (!path.starts_with('/')) {
        return false;
    }
    for (std::size_t begin = 1; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view part = path.substr(begin, end - begin);
        if (part.empty() || part == "." || part == ".." ||
            !std::ranges::all_of(part, is_unreserved)) {
            return false;
        }
        begin = end + 1;
    }
    return true;
}

std::optional<std::string> read_base(const Value& value, Report& report) {
    auto path = read_text(value, report);
    if (!path) {
        return std::nullopt;
    }
    if (!is_base(*path)) {
        refuse(value, report,
               fmt::format("must be a path such as /cookies or /help/cookies, not \"{}\": of "
                           "letters, digits, \"-\", \".\", \"_\" and \"~\", without a \"/\" at its "
                           "end, an empty part, \".\" or \"..\"",
                           *path));
        return std::nullopt;
    }
    if (*path == own_path || path->starts_with(std::string(own_path) + "/")) {
        refuse(value, report, fmt::format("must not be inside {}", own_path));
        return std::nullopt;
    }
    return path;
}

std::optional<std::uint64_t> read_max_document(const Value& value, Report& report) {
    constexpr auto most = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    return read_size(value, report, 1, most);
}

void read_links(const Value& value, PageSettings& out, Report& report) {
    if (!expect_list(value, report)) {
        return;
    }
    for (const Node& item : value.node.items) {
        PageLink link;
        read_mapping(item, "a link", page_link_fields(), link, report);
        out.links.push_back(std::move(link));
    }
}

}   // namespace

const Fields<PageLink>& page_link_fields() {
    static const Fields<PageLink> fields{
        required(field("text", &PageLink::text, read_name)),
        required(field("href", &PageLink::href, read_page_url)),
    };
    return fields;
}

const Fields<PageSettings>& pages_fields() {
    static const Fields<PageSettings> fields{
        field("base", &PageSettings::base, read_base),
        word_field("style", &PageSettings::style, style_words),
        field("stylesheet", &PageSettings::stylesheet, read_page_url),
        field("banner", &PageSettings::banner, read_flag),
        field("guard", &PageSettings::guard, read_flag),
        field("max_document", &PageSettings::max_document, read_max_document),
        custom_field<PageSettings>("language", check_page_language),
        custom_field<PageSettings>("texts", read_page_texts),
        custom_field<PageSettings>("links", read_links),
    };
    return fields;
}

std::optional<PageSettings> read_pages(const Value& value, Report& report) {
    if (value.node.kind == Kind::null) {
        refuse(value, report, "must be a mapping; \"pages: {}\" has all defaults");
        return std::nullopt;
    }
    PageSettings pages;
    if (!read_mapping(value.node, "\"pages\"", pages_fields(), pages, report)) {
        return std::nullopt;
    }
    settle_page_languages(value.node, pages, report);
    return pages;
}

}   // namespace config

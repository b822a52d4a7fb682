#include "pages/video_frame.hpp"

#include "pages/html_character.hpp"
#include "pages/html_text.hpp"
#include "pages/url_host.hpp"

#include <algorithm>
#include <array>

namespace pages {
namespace {

constexpr std::array<std::string_view, 5> video_hosts{"youtube.com", "www.youtube.com",
                                                      "m.youtube.com", "youtube-nocookie.com",
                                                      "www.youtube-nocookie.com"};

bool is_id_byte(char c) {
    return is_letter(c) || bytes::is_digit(c) || c == '-' || c == '_';
}

// Behind /embed/; `videoseries` and `live_stream` have no video of their own.
std::optional<std::string> video_of(std::string_view url) {
    constexpr std::string_view embed = "/embed/";
    constexpr std::size_t longest_id = 64;
    const auto host = url_host(url);
    std::string_view path = url_path(url);
    if (!host || std::ranges::find(video_hosts, *host) == video_hosts.end() ||
        !path.starts_with(embed)) {
        return std::nullopt;
    }
    path.remove_prefix(embed.size());
    const std::string_view id = path.substr(0, path.find_first_of("/?#&"));
    if (id.empty() || id.size() > longest_id || !std::ranges::all_of(id, is_id_byte) ||
        id == "videoseries" || id == "live_stream") {
        return std::nullopt;
    }
    return std::string(id);
}

// As it was written, in whatever charset, but for what would be a tag outside an attribute.
std::string title_markup(const StartTag& start) {
    std::string markup;
    for (std::size_t at = 0; at < start.tag.attributes(); ++at) {
        const HtmlAttribute attribute = start.tag.attribute(start.text, at);
        if (!bytes::iequals(attribute.name, "title")) {
            continue;
        }
        for (const char c : attribute.value) {
            if (c == '<' || c == '>') {
                markup += c == '<' ? "&lt;" : "&gt;";
            } else {
                markup += c;
            }
        }
        break;
    }
    return markup;
}

}   // namespace

std::optional<std::string> video_link(const StartTag& start, Refusals& refusals,
                                      std::string_view text) {
    if (start.element.id != Html::iframe || text.empty()) {
        return std::nullopt;
    }
    const auto source = start.value_of("src");
    const auto video = source ? video_of(*source) : std::nullopt;
    if (!video || !refusals.refuses(*source)) {
        return std::nullopt;
    }
    std::string title = title_markup(start);
    if (title.find_first_not_of(" \t\n\r\f") == title.npos) {
        title = "youtu.be/" + *video;
    }
    return "<a class=\"consent-proxy-video\" href=\"https://www.youtube.com/watch?v=" + *video +
           "\" data-consent-category=\"" + refusals.categories() + "\">" +
           fill(text, {{.name = "title", .markup = title}}) + "</a>";
}

}   // namespace pages

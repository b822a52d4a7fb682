#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace consent {

/// One sentence of the pages that the proxy itself shows. The name of each, as texts files have it,
/// stands beside it in page_text_names.
enum class PageText : std::uint8_t {
    banner_title,
    banner_essential,
    banner_optional,
    accept,
    reject,
    view_settings,
    accepted,
    rejected,
    saved,
    hide,
    settings_title,
    settings_intro,
    always_on,
    question,
    yes,
    no,
    save,
    details_link,
    go_back,
    details_title,
    details_intro,
    column_name,
    column_purpose,
    column_expires,
    found_refused,
    none_found,
    no_cookies,
    receipt,
    third_parties,
    column_host,
    video,
    refused_title,
    refused_text,
    skip_link,
    settings_link,
    success,
    column_category,
    software_cookies,
    purpose_consent,
    purpose_decided,
    purpose_revision,
    purpose_notice,
};

/// In the order of PageText. `{site}` in a text stands for the site's name, `{category}` for a
/// category's title, `{settings}` for a link to the settings page whose text is `settings_link`
/// ("change your cookie settings"), `{id}` for a receipt, `{title}` for the title of a video.
/// `success` is the heading of the message that a choice was saved, `software_cookies` of the
/// cookies that come from profiles; the four purposes are of the proxy's own cookies.
inline constexpr std::array<std::string_view, 42> page_text_names{
    "banner_title",
    "banner_essential",
    "banner_optional",
    "accept",
    "reject",
    "view_settings",
    "accepted",
    "rejected",
    "saved",
    "hide",
    "settings_title",
    "settings_intro",
    "always_on",
    "question",
    "yes",
    "no",
    "save",
    "details_link",
    "go_back",
    "details_title",
    "details_intro",
    "column_name",
    "column_purpose",
    "column_expires",
    "found_refused",
    "none_found",
    "no_cookies",
    "receipt",
    "third_parties",
    "column_host",
    "video",
    "refused_title",
    "refused_text",
    "skip_link",
    "settings_link",
    "success",
    "column_category",
    "software_cookies",
    "purpose_consent",
    "purpose_decided",
    "purpose_revision",
    "purpose_notice",
};
static_assert(page_text_names.size() == static_cast<std::size_t>(PageText::purpose_notice) + 1);

/// All sentences in one language.
struct PageLanguage {
    std::string tag;   ///< as Accept-Language and `lang` have it (RFC 5646): `en`, `cy`
    std::array<std::string, page_text_names.size()> texts;

    [[nodiscard]] const std::string& operator[](PageText text) const {
        return texts[static_cast<std::size_t>(text)];
    }
    [[nodiscard]] std::string& operator[](PageText text) {
        return texts[static_cast<std::size_t>(text)];
    }
};

}   // namespace consent

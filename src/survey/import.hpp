#pragma once

#include "survey/page.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// One category of a registry draft.
struct DraftCategory {
    std::string id;
    std::optional<Theme> theme;
    std::string title;
    std::string description;
    std::vector<PageCookie> cookies;

    [[nodiscard]] bool is_essential() const { return theme == Theme::essential; }
};

/// A registry in the making.
struct Draft {
    std::string site;
    std::string consent;    ///< the consent cookie
    std::string format;     ///< how it is written
    std::string decided;    ///< empty: none is known
    bool guessed = false;   ///< the page names no consent cookie
    std::vector<DraftCategory> categories;
    std::vector<PageNote>
        notes;   ///< what was doubtful or left out, by line; those of the page too
};

/// Makes a registry draft of a page. Categories are those of the consent cookie that the page
/// shows, else GOV.UK's four, essential first. A cookie whose category the page does not tell goes
/// into the first that needs consent. Of two entries with one name the first stays.
[[nodiscard]] Draft draft_registry(const Page& page, const std::optional<std::string>& site);

/// The name of the site in a page's titles ("Cookie consent on GOV.UK"); empty where they are about
/// cookies alone.
[[nodiscard]] std::string site_name(const std::vector<std::string>& titles);

/// The draft as a registry file. `source` names the page in its head.
[[nodiscard]] std::string to_yaml(const Draft& draft, std::string_view source);

}   // namespace survey

#pragma once

#include "config/binder.hpp"
#include "consent/page_settings.hpp"

#include <string_view>

namespace config {

/// Is it a language tag by its look (RFC 5646 section 2.1, without private ones)?
///
///     tag = 2*8ALPHA *("-" 1*8(ALPHA / DIGIT))
[[nodiscard]] bool is_language_tag(std::string_view text);

/// `pages.language`: a tag or `auto`. Which of them, settle_page_languages() asks again.
void check_page_language(const Value& value, consent::PageSettings& out, Report& report);

/// `pages.texts`: languages, each with texts over those that are shipped. A language that is not
/// shipped must have all.
void read_page_texts(const Value& value, consent::PageSettings& out, Report& report);

/// Puts into `pages.languages` those that the pages speak: by `auto` English first, then all others
/// that are shipped, then the site's own. The node is the `pages:` mapping.
void settle_page_languages(const Node& node, consent::PageSettings& pages, Report& report);

}   // namespace config

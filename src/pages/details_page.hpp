#pragma once

#include "pages/page_set.hpp"
#include "pages/wording.hpp"

#include <string>

namespace pages {

/// What the details page says to every visitor, as markup: the tables by category and group, and
/// the third parties.
[[nodiscard]] std::string cookie_tables(const Wording& wording);

/// The main part of the details page around those tables, as markup.
[[nodiscard]] std::string details_content(const Wording& wording, const PageView& view,
                                          std::string_view tables);

}   // namespace pages

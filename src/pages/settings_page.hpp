#pragma once

#include "pages/page_set.hpp"
#include "pages/wording.hpp"

#include <string>

namespace pages {

/// The main part of the settings page, as markup.
[[nodiscard]] std::string settings_content(const Wording& wording, const PageView& view);

}   // namespace pages

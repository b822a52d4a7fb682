#pragma once

#include "pages/assets.hpp"
#include "pages/wording.hpp"

#include <string>
#include <string_view>

namespace pages {

/// A whole HTML document of the proxy's own: head, skip link, the site's name, `content` as the
/// main part, the registry's links. `title` and `content` are markup.
[[nodiscard]] std::string document(const Wording& wording, const Assets& assets,
                                   std::string_view title, std::string_view content);

/// A title for the browser's tabs: the text, and the site's name where that is not in it.
[[nodiscard]] std::string document_title(const Wording& wording, consent::PageText text);

}   // namespace pages

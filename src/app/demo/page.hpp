#pragma once

#include "app/demo/visit.hpp"
#include "consent/registry.hpp"

#include <string>
#include <string_view>

namespace app::demo {

/// Text as HTML, in an element or a quoted attribute.
[[nodiscard]] std::string escape(std::string_view text);

/// A whole page. `title` is text, `content` HTML. With `banner`, one that asks for the choice.
[[nodiscard]] std::string page(std::string_view title, std::string_view content, bool banner);

/// The table of the site's cookies: which reached the site with this request, and, filled in by
/// its script, which are in the browser. The script sets the cookies that scripts set.
[[nodiscard]] std::string cookie_table(const consent::Registry& registry, const Visit& visit);

[[nodiscard]] std::string home_page(const consent::Registry& registry, const Visit& visit);
[[nodiscard]] std::string basket_page(const consent::Registry& registry, const Visit& visit);
[[nodiscard]] std::string settings_page(const consent::Registry& registry, const Visit& visit,
                                        bool saved);
[[nodiscard]] std::string message_page(std::string_view title, std::string_view message);

}   // namespace app::demo

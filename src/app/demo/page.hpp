#pragma once

#include "app/demo/surroundings.hpp"
#include "app/demo/visit.hpp"
#include "consent/registry.hpp"

#include <string>
#include <string_view>

namespace app::demo {

/// Text as HTML, in an element or a quoted attribute.
[[nodiscard]] std::string escape(std::string_view text);

/// A whole page. `title` is text, `content` HTML.
[[nodiscard]] std::string page(std::string_view title, std::string_view content);

/// The choice as the site reads it from the consent cookie, and the table of its cookies: which
/// reached it with this request.
[[nodiscard]] std::string site_view(const consent::Registry& registry, const Visit& visit);

/// The frames, pictures and scripts of other websites. Nothing where the visitor is on another
/// machine.
[[nodiscard]] std::string other_websites(const Surroundings& around, const Visit& visit);

[[nodiscard]] std::string home_page(const consent::Registry& registry, const Surroundings& around,
                                    const Visit& visit);
[[nodiscard]] std::string basket_page(const Visit& visit);
[[nodiscard]] std::string message_page(std::string_view title, std::string_view message);

/// A document for a frame that is asked for past the proxy, and so gets all that the browser has:
/// which cookies these are, and how often the other websites were asked.
[[nodiscard]] std::string browser_page(const consent::Registry& registry,
                                       const Surroundings& around, const Visit& visit);

}   // namespace app::demo

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pages {

/// The host that a browser would ask for this URL, as the WHATWG URL parser reads it: in lower
/// case, without user info, port and trailing dot, addresses in their one spelling, IPv6 in
/// brackets. `base` stands for what a relative URL takes from it; where it is empty such a URL has
/// none. Nothing for schemes other than http, https, ws and wss, which ask nobody. Hosts of other
/// characters than ASCII are not made into `xn--` ones, but for the full-width forms of ASCII.
///
/// Source: URL Standard sections 3.5 (host parsing) and 4.4 (basic URL parser).
[[nodiscard]] std::optional<std::string> url_host(std::string_view url, std::string_view base = {});

/// What stands behind the host of an absolute URL, the slash first; empty where there is nothing.
[[nodiscard]] std::string_view url_path(std::string_view url);

}   // namespace pages

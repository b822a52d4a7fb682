#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pages {

/// The fields that tell where a POST comes from; nothing where one is absent.
struct PostOrigin {
    std::optional<std::string_view> sec_fetch_site;
    std::optional<std::string_view> origin;
    std::optional<std::string_view> referer;
};

/// Did the visitor send it from a page of this very host? Sec-Fetch-Site must be `same-origin`;
/// without it Origin, without that Referer must be of the host (ports 80 and 443 are those of their
/// schemes; the scheme itself is not compared, for TLS may end before us); with none of them no.
/// `Origin: null` is of no host. `host` is `host[:port]` as the browser has it; letter case and a
/// dot behind the name do not count.
/// Source: Fetch Metadata Request Headers section 2.3, Fetch section 3.2.
[[nodiscard]] bool is_own_post(const PostOrigin& from, std::string_view host);

/// The path and query of a page of this host, out of a Referer; nothing of any other, and nothing
/// where it is no safe return.
[[nodiscard]] std::optional<std::string> path_of_referer(std::string_view referer,
                                                         std::string_view host);

/// May a visitor be sent to this path and query? It begins with one slash and stays on the host as
/// every browser reads it (no second slash at the start, no backslash, no control byte, no space,
/// no fragment), and is at most 2,048 bytes long.
[[nodiscard]] bool is_safe_return(std::string_view path);

}   // namespace pages

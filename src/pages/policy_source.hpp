#pragma once

#include <string>
#include <string_view>

namespace pages {

/// One URL of the proxy's own, as the sources of a policy are held against it. A path that ends in
/// a slash stands for all below it. Views what it was made of.
struct OwnUrl {
    bool https = false;
    std::string_view host;
    std::string_view port;   ///< empty where it is that of the scheme
    std::string_view path;   ///< begins with a slash, or is empty
    bool self = false;       ///< of the same origin as the page

    /// `url` is `host[:port]/path`, `own_host` the page's `host[:port]`.
    [[nodiscard]] static OwnUrl read(std::string_view url, std::string_view own_host, bool https);
};

/// Does this source expression allow the URL by what it is, not by a nonce? In doubt it does not:
/// to allow what is allowed already does no harm.
///
///     source      = "*" / scheme ":" / "'self'" / host-source
///     host-source = [ scheme "://" ] ( "*" / [ "*." ] host ) [ ":" ( "*" / 1*DIGIT ) ] [ path ]
///
/// Source: W3C Content Security Policy Level 3, sections 2.3.1 and 6.7.2.
[[nodiscard]] bool allows(std::string_view source, const OwnUrl& url);

/// The narrowest source expression that allows the URL and all below it: host, port and path. A
/// host that has no place in a policy (an IPv6 address; sections 2.3.1 and 6.7.2.9) gives
/// `'self'`.
[[nodiscard]] std::string source_of(const OwnUrl& url);

}   // namespace pages

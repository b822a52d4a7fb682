#include "pages/own_post.hpp"

#include "bytes/ascii.hpp"
#include "http/octets.hpp"

#include <algorithm>
#include <cstddef>

namespace pages {
namespace {

constexpr std::size_t max_return_size = 2048;

/// An http(s) URL in its parts.
struct Url {
    bool https = false;
    std::string_view authority;
    std::string_view path;   ///< with the query, without the fragment
};

std::optional<Url> split_url(std::string_view text) {
    Url url;
    const std::size_t scheme_end = text.find("://");
    if (scheme_end == text.npos) {
        return std::nullopt;
    }
    url.https = bytes::iequals(text.substr(0, scheme_end), "https");
    if (!url.https && !bytes::iequals(text.substr(0, scheme_end), "http")) {
        return std::nullopt;
    }
    text = text.substr(scheme_end + 3);
    text = text.substr(0, text.find('#'));
    const std::size_t end = std::min(text.find_first_of("/?"), text.size());
    url.authority = text.substr(0, end);
    url.path = text.substr(end);
    return url;
}

/// A host and its port as they are compared; the port is empty where it is a scheme's own.
struct HostPort {
    std::string_view host;
    std::string_view port;
};

HostPort split_port(std::string_view authority) {
    HostPort split{authority, {}};
    const std::size_t colon = authority.rfind(':');
    if (colon != authority.npos && authority.find(']', colon) == authority.npos) {
        split = {authority.substr(0, colon), authority.substr(colon + 1)};
    }
    if (split.host.ends_with('.')) {
        split.host.remove_suffix(1);
    }
    return split;
}

bool is_of_host(const Url& url, std::string_view host) {
    HostPort from = split_port(url.authority);
    HostPort own = split_port(host);
    // The scheme that the visitor used is not known here, so either port may be the usual one.
    if (own.port == "80" || own.port == "443") {
        own.port = {};
    }
    if (from.port == (url.https ? "443" : "80")) {
        from.port = {};
    }
    return !own.host.empty() && bytes::iequals(from.host, own.host) && from.port == own.port;
}

}   // namespace

bool is_own_post(const PostOrigin& from, std::string_view host) {
    if (from.sec_fetch_site) {
        return *from.sec_fetch_site == "same-origin";
    }
    if (from.origin) {
        const auto url = split_url(*from.origin);
        return url && url->path.empty() && is_of_host(*url, host);
    }
    const auto url = split_url(from.referer.value_or(""));
    return url && is_of_host(*url, host);
}

std::optional<std::string> path_of_referer(std::string_view referer, std::string_view host) {
    const auto url = split_url(referer);
    if (!url || !is_of_host(*url, host)) {
        return std::nullopt;
    }
    std::string path(url->path);
    if (!path.starts_with('/')) {
        path.insert(0, 1, '/');
    }
    return is_safe_return(path) ? std::optional(std::move(path)) : std::nullopt;
}

bool is_safe_return(std::string_view path) {
    return path.starts_with('/') && !path.starts_with("//") && path.size() <= max_return_size &&
           path.find('\\') == path.npos && http::all(http::target_byte, path);
}

}   // namespace pages

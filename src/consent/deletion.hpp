#pragma once

#include "consent/cookie_entry.hpp"
#include "consent/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace consent {

/// Where a deletion has to look: what a browser knows of the page that is being answered.
struct DeletionScope {
    std::string_view host;   ///< that the site was picked by, perhaps with a port
    std::string_view path;   ///< of the request, with its query or without
    bool https = false;
};

/// The domains that a cookie of this host may have been set for: the host and each parent down to
/// the registrable one; none for an address, a single label or a public suffix. In lower case,
/// without port and trailing dot. Source: the public suffix list that libpsl carries.
[[nodiscard]] std::vector<std::string> cookie_domains(std::string_view host);

/// The Set-Cookie values that have a browser forget a cookie wherever it may lie, as far as
/// `expire` goes: host-only and for each domain, on `/`, on the first segment of the
/// path, and where the entry says (RFC 6265bis section 5.7: name, domain and path have to be the
/// ones it was set with). `entry` may be null. Names with `__Host-` exist host-only on `/` alone.
[[nodiscard]] std::vector<std::string> deletions(ExpireScope expire, std::string_view name,
                                                 const CookieEntry* entry,
                                                 const DeletionScope& scope);

}   // namespace consent

#pragma once

#include "consent/settings.hpp"

#include <optional>
#include <string_view>

namespace consent {

/// The fields of a request that tell a document request. A view is empty when the field's value
/// is; nothing when the field is absent. Several lines of a list are joined by a comma.
struct RequestFacts {
    std::string_view method;
    std::optional<std::string_view> sec_fetch_dest;
    std::optional<std::string_view> sec_fetch_mode;
    std::optional<std::string_view> sec_fetch_site;
    std::optional<std::string_view> sec_purpose;
    std::optional<std::string_view> x_requested_with;
    std::optional<std::string_view> accept;
    std::optional<std::string_view> referer;
};

/// The parts of a response that tell a settling exchange. Several lines of Content-Disposition are
/// joined by a comma: one of them may say attachment.
struct ResponseFacts {
    unsigned status = 0;
    bool location = false;
    std::optional<std::string_view> content_type;
    std::optional<std::string_view> content_disposition;
};

/// Is it a visitor opening a page? `Sec-Fetch-Dest: document`; or `Sec-Fetch-Mode: navigate` with
/// `Sec-Fetch-Dest: empty` (a service worker); or neither Sec-Fetch-Dest nor X-Requested-With, and
/// Accept absent, naming text/html, or exactly `*/*` without Referer.
/// Source: W3C Fetch Metadata Request Headers.
[[nodiscard]] bool is_document_request(const RequestFacts& request);

/// Is it the answer to a visitor opening a page, as far as a response can tell: a redirect, HTML or
/// something without a Content-Type, and no attachment; never 101, 204, 304.
[[nodiscard]] bool is_page_response(const ResponseFacts& response);

/// May the proxy write cookies of its own accord here? A GET or HEAD document request without
/// Sec-Purpose whose response is a redirect (3xx with Location, not 304), HTML, or without a
/// Content-Type, and no attachment; never 101, 204, 304. With a Strict consent cookie only where
/// Sec-Fetch-Site is absent, same-origin, same-site or none: elsewhere the browser would not have
/// sent the cookie, and its absence proves nothing.
[[nodiscard]] bool settles(const RequestFacts& request, const ResponseFacts& response,
                           SameSite same_site);

}   // namespace consent

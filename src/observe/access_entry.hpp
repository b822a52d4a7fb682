#pragma once

#include "consent/decision.hpp"
#include "observe/outcome.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace observe {

/// Where a cookie was met: in a field of either direction, or in a deletion of the proxy's own.
enum class CookieField : std::uint8_t { set_cookie, cookie, deletion };

/// One cookie of an exchange. In report mode the outcome of one that a site would have held back
/// is `would_strip`.
struct SeenCookie {
    std::string_view name;   ///< as it may be shown: the entry's, or a masked one; empty: nameless
    consent::Reason reason = consent::Reason::refused;
    CookieField from = CookieField::set_cookie;
    Outcome outcome = Outcome::strip;
    bool session = false;   ///< held back, and most likely a session (consent::looks_like_session)
};

/// One exchange, for the access log. The views need live only for the call that takes it.
struct AccessEntry {
    std::chrono::system_clock::time_point time;   ///< when the request began
    std::string_view site;                        ///< empty: no site was found
    std::string_view client;                      ///< as client_text gives it; empty: not logged
    std::string_view method;
    std::string_view host;
    std::string_view path;      ///< a query in it is cut off
    std::string_view version;   ///< `HTTP/1.1`; empty: no request could be read
    unsigned status = 0;
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t head_bytes = 0;   ///< among them, of the head of the response
    std::chrono::nanoseconds duration{0};
    std::optional<std::chrono::nanoseconds> upstream_duration;   ///< none: no origin was asked
    std::string_view flags;
    std::span<const SeenCookie> cookies;   ///< at least those that were held back
};

}   // namespace observe

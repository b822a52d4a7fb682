#pragma once

#include "consent/decision.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace observe {

/// Which header field a cookie was taken out of.
enum class CookieField : std::uint8_t { set_cookie, cookie };

/// One cookie that was held back, or would have been.
struct StrippedCookie {
    std::string_view name;   ///< as it may be shown: the entry's, or a masked one; empty: nameless
    consent::Reason reason = consent::Reason::refused;
    CookieField from = CookieField::set_cookie;
    bool reported = false;   ///< it passed: a site in report mode would have held it back
};

/// One exchange, for the access log. The views need live only for the call that takes it.
struct AccessEntry {
    std::chrono::system_clock::time_point time;   ///< when the request began
    std::string_view site;                        ///< empty: no site was found
    std::string_view client;                      ///< as client_text gives it; empty: not logged
    std::string_view method;
    std::string_view host;
    std::string_view path;   ///< a query in it is cut off
    unsigned status = 0;
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    std::chrono::nanoseconds duration{0};
    std::optional<std::chrono::nanoseconds> upstream_duration;   ///< none: no origin was asked
    std::string_view flags;
    std::span<const StrippedCookie> stripped;
};

}   // namespace observe

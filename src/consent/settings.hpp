#pragma once

#include "consent/format_data.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace consent {

enum class WriteAs : std::uint8_t { raw, percent };
enum class SecureWhen : std::uint8_t { automatic, always };
enum class UnusableCookie : std::uint8_t { replace, keep };
enum class UpstreamView : std::uint8_t { keep, drop, percent };

/// The registry's `consent:` mapping: how this site stores the choice. The members carry the
/// defaults of the file format.
struct ConsentSettings {
    std::string cookie;   ///< its name; with a `*` for the category's word where each has its own
    std::optional<std::string> decided;   ///< name of the cookie that says "has chosen"
    FormatData format;
    std::chrono::seconds lifetime = std::chrono::days{365};
    WriteAs write = WriteAs::raw;
    SameSite same_site = SameSite::lax;
    SecureWhen secure = SecureWhen::automatic;
    std::optional<std::string> domain;   ///< a parent domain; none: host-only
    bool inject = true;
    UnusableCookie unusable = UnusableCookie::replace;
    UpstreamView upstream = UpstreamView::keep;
    std::optional<std::string> settings_url;
};

enum class Mode : std::uint8_t { enforce, report };
enum class Unregistered : std::uint8_t { strip, pass };
enum class RequestCookies : std::uint8_t { refused, strip, pass };
enum class ExpireScope : std::uint8_t { domain, host, none };
enum class ExpireWhen : std::uint8_t { usable, decided };
enum class Lifetimes : std::uint8_t { keep, cap };
enum class SharedCaches : std::uint8_t { protect, preserve };
enum class Gpc : std::uint8_t { object, ignore };

/// The registry's `enforcement:` mapping, with the defaults of the file format.
struct EnforcementSettings {
    Mode mode = Mode::enforce;
    Unregistered unregistered = Unregistered::strip;
    RequestCookies requests = RequestCookies::refused;
    ExpireScope expire = ExpireScope::domain;
    ExpireWhen expire_when = ExpireWhen::usable;
    Lifetimes lifetimes = Lifetimes::keep;
    SharedCaches shared_caches = SharedCaches::protect;
    Gpc gpc = Gpc::object;
    std::vector<std::string> bypass;
};

}   // namespace consent

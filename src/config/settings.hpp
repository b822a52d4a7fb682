#pragma once

#include "config/certificate.hpp"
#include "config/endpoint.hpp"
#include "config/trusted_proxies.hpp"
#include "config/upstream.hpp"
#include "consent/registry.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace config {

enum class TlsVersion : std::uint8_t { tls_1_2, tls_1_3 };

/// How a listener speaks TLS.
struct ListenerTls {
    /// At least one. The first is for whoever asks for no name, or for one that no other has.
    std::vector<CertificatePointer> certificates;
    TlsVersion min_version = TlsVersion::tls_1_2;
};

struct ListenerSettings {
    Endpoint endpoint;
    TrustedProxies trusted_proxies;
    std::optional<ListenerTls> tls{};   ///< none: plain text
    /// Each connection begins with a header of the PROXY protocol.
    bool proxy_protocol = false;
    std::optional<unsigned> mode{};   ///< of a unix socket's file; none: as the umask has it
    /// No longer in the file since a reload: only connections that it accepted before are left.
    bool retired = false;
};

/// Where the proxy listens, and its admin listener does, unless told.
inline const Endpoint default_listener{"0.0.0.0", 8080, {}};
inline const Endpoint default_admin{"127.0.0.1", 9902, {}};

/// The time-outs of the contract. `header`: first to last byte of a request head. `body`: between
/// two reads or two writes, either side. `response`: from the request's last byte to the head of
/// the response.
struct Timeouts {
    std::chrono::milliseconds header{10'000};
    std::chrono::milliseconds body{60'000};
    std::chrono::milliseconds idle{75'000};
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds response{60'000};
    std::chrono::milliseconds tunnel{3'600'000};
    std::chrono::milliseconds drain_delay{0};
    std::chrono::milliseconds drain{30'000};
};

/// What becomes of a request field with `_` in its name.
enum class Underscores : std::uint8_t { pass, drop };

/// Limits of requests, for the whole process.
struct Limits {
    std::size_t header_bytes = 32 * 1024;
    std::size_t headers = 100;
    std::optional<std::uint64_t> body_bytes;   ///< none: unlimited
    std::size_t connections = 20'000;
    std::optional<std::uint64_t> buffered_bytes;   ///< none: `auto`, as the machine has it
};

/// How heads are passed on, where there is a choice.
struct HttpSettings {
    bool via = false;
    bool request_id = true;
    Underscores underscores = Underscores::pass;
    bool early_hints = false;
};

enum class LogLevel : std::uint8_t { trace, debug, info, warning, error };
enum class LogFormat : std::uint8_t { text, json };
enum class LogClient : std::uint8_t { full, prefix, none };
/// How access lines are written; `common` is the Common Log Format of NCSA httpd.
enum class AccessFormat : std::uint8_t { automatic, text, json, common };

struct LogSettings {
    LogLevel level = LogLevel::info;
    LogFormat format = LogFormat::text;
    bool access = true;
    LogClient client = LogClient::full;
    AccessFormat access_format = AccessFormat::automatic;   ///< as `format` says

    /// How access lines are written: never `automatic`.
    [[nodiscard]] AccessFormat access_lines() const {
        if (access_format != AccessFormat::automatic) {
            return access_format;
        }
        return format == LogFormat::json ? AccessFormat::json : AccessFormat::text;
    }
};

/// A set of host names, one upstream, one registry.
struct Site {
    std::string name;
    std::vector<std::string> hosts;   ///< lower case; `*.x` and `*` too
    std::shared_ptr<const consent::Registry> registry;
    UpstreamSettings upstream;
    std::string preview_token;   ///< who sends it sees the site enforced; empty: nobody does
};

/// The proxy configuration, with the defaults of the file format.
struct Settings {
    std::vector<ListenerSettings>
        listeners;   ///< never empty: default_listener where the file has none
    Endpoint admin = default_admin;
    /// Names, in lower case, that the admin listener's status page and switches may be asked by,
    /// besides addresses and `localhost`.
    std::vector<std::string> admin_hosts;
    std::optional<Endpoint> metrics;   ///< a listener for metrics and probes alone
    std::optional<unsigned> workers;   ///< none: `auto`
    Timeouts timeouts;
    Limits limits;
    HttpSettings http;
    LogSettings log;
    bool watch = true;   ///< reload when one of the files changes that it was read from
    std::vector<Site> sites;
};

}   // namespace config

#pragma once

#include "config/certificate.hpp"

#include <boost/system/result.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace config {

enum class Scheme : std::uint8_t { http, https, unix_socket };

/// How an https upstream is spoken to.
struct UpstreamTls {
    bool verify = true;
    std::string server_name;          ///< asked for and verified; empty: the host of the URL
    AuthoritiesPointer authorities;   ///< null: the system's
    CertificatePointer client;        ///< shown to an origin that asks for one; null: none
};

/// Who waits while all of `max_connections` are in use.
struct UpstreamQueue {
    unsigned length = 1024;                     ///< requests, for the whole process
    std::chrono::milliseconds timeout{5'000};   ///< how long one waits
};

/// How an origin is asked now and then whether it is well.
struct UpstreamHealth {
    std::string path = "/";
    std::string host;   ///< as Host says it; empty: the site's first name, else the origin's
    std::chrono::milliseconds interval{10'000};   ///< from the end of one check to the next
    std::chrono::milliseconds timeout{2'000};     ///< of one check, connecting included
    unsigned healthy = 2;                         ///< so many good ones in a row: it is up again
    unsigned unhealthy = 3;                       ///< so many bad ones in a row: it is down
    unsigned least_status = 200;
    unsigned most_status = 399;
};

/// The origin of a site and how its connections are kept.
struct UpstreamSettings {
    Scheme scheme = Scheme::http;
    std::string host;   ///< a name or an address without brackets; empty for unix
    std::uint16_t port = 80;
    std::string unix_path;
    unsigned keepalive = 64;                ///< idle connections kept, for the whole process
    std::chrono::milliseconds idle{4000};   ///< how long one may stay idle
    unsigned max_connections = 0;           ///< open at once, for the whole process; 0: no bound
    UpstreamQueue queue;
    std::optional<UpstreamHealth> health;   ///< none: what exchanges tell is all that is known
    UpstreamTls tls;                        ///< for https alone
};

/// Reads an upstream URL; a path, query, fragment or user in it is an error:
///
///     upstream = ("http://" / "https://") host [":" port] ["/"] / "unix:" path
///
/// Only the members that a URL can say are set. The error is a sentence for the operator.
[[nodiscard]] boost::system::result<UpstreamSettings, std::string> parse_upstream(
    std::string_view text);

}   // namespace config

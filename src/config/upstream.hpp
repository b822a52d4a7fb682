#pragma once

#include "config/certificate.hpp"

#include <boost/system/result.hpp>
#include <chrono>
#include <cstdint>
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

/// The origin of a site and how its connections are kept.
struct UpstreamSettings {
    Scheme scheme = Scheme::http;
    std::string host;   ///< a name or an address without brackets; empty for unix
    std::uint16_t port = 80;
    std::string unix_path;
    unsigned keepalive = 64;                ///< idle connections kept, for the whole process
    std::chrono::milliseconds idle{4000};   ///< how long one may stay idle
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

#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace config {

/// Where a listener listens: an address and a port (0: any free one), or a unix socket.
struct Endpoint {
    std::string address;   ///< an IPv4 or IPv6 address without brackets; empty for unix
    std::uint16_t port = 0;
    std::string unix_path;

    [[nodiscard]] bool is_unix() const { return !unix_path.empty(); }
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// `127.0.0.1:8080`, `[::1]:8080` or `unix:/path`, as parse_endpoint reads it.
[[nodiscard]] std::string to_string(const Endpoint& endpoint);

/// Reads an endpoint:
///
///     endpoint = IPv4address ":" port / "[" IPv6address "]" ":" port / "unix:" path
///
/// The error is a sentence for the operator.
[[nodiscard]] boost::system::result<Endpoint, std::string> parse_endpoint(std::string_view text);

}   // namespace config

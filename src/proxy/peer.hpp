#pragma once

#include "config/settings.hpp"
#include "http/head.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>

namespace proxy {

/// Who is connected: the visitor, or a proxy before this one.
struct Peer {
    boost::asio::ip::address address;
    std::string text;           ///< the address in words; empty for a unix socket
    std::size_t listener = 0;   ///< which listener of the settings it came by
    bool tls = false;           ///< and by TLS
};

/// Of an accepted connection. An IPv4-mapped address is shown as the IPv4 address in it.
[[nodiscard]] Peer make_peer(const boost::asio::generic::stream_protocol::endpoint& endpoint,
                             std::size_t listener);

/// What a request says of its visitor, as far as its peer is believed.
struct Visit {
    std::string_view client;   ///< the visitor's own address; of the peer where no proxy is trusted
    std::string_view host;     ///< that the site is picked by, X-Forwarded-Host before Host
    std::string_view proto = "http";   ///< how the peer came
    bool trusted = false;              ///< the peer's forwarding fields are believed
    bool https = false;                ///< the visitor came by https
    bool ignored_https = false;        ///< a private peer says so, and is not believed
};

/// Reads the forwarding fields. The client is the last address of X-Forwarded-For that is not a
/// trusted proxy; proto and host are the first element of their field, as the proxy nearest to the
/// visitor wrote it. The views live as long as the head and the peer.
[[nodiscard]] Visit read_visit(const Peer& peer, const config::TrustedProxies& trusted,
                               const http::Fields& fields, std::string_view host);

}   // namespace proxy

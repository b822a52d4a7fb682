#include "proxy/peer.hpp"

#include "bytes/ascii.hpp"
#include "http/list.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <cstring>
#include <fmt/compile.h>
#include <optional>

namespace proxy {
namespace {

namespace ip = boost::asio::ip;

std::optional<std::string_view> first_element(const http::Fields& fields, http::FieldId id) {
    const auto value = fields.find(id);
    return value ? http::ListReader(*value).next() : std::nullopt;
}

// An element of X-Forwarded-For may have a port, and brackets.
std::string_view address_part(std::string_view element) {
    if (element.starts_with('[')) {
        return element.substr(1, element.find(']') - 1);
    }
    return element.find(':') == element.rfind(':') ? element.substr(0, element.find(':')) : element;
}

std::optional<ip::address> parse_address(std::string_view text) {
    boost::system::error_code error;
    const ip::address address = ip::make_address(text, error);
    return error ? std::nullopt : std::optional{address};
}

// From the proxy next to us outwards: the first that is not one of ours is the visitor.
std::string_view client_of(const Peer& peer, const config::TrustedProxies& trusted,
                           const http::Fields& fields) {
    std::string_view client = peer.text;
    std::vector<std::string_view> hops;
    for (const http::Field& field : fields) {
        if (field.id != http::FieldId::x_forwarded_for) {
            continue;
        }
        http::ListReader elements(fields.value(field));
        while (const auto element = elements.next()) {
            hops.push_back(address_part(*element));
        }
    }
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const auto address = parse_address(*hop);
        if (!address) {
            break;
        }
        client = *hop;
        if (!trusted.contains(*address)) {
            break;
        }
    }
    return client;
}

bool is_private(const ip::address& address) {
    static const config::TrustedProxies private_addresses = [] {
        config::TrustedProxies made;
        static_cast<void>(made.add("private"));
        return made;
    }();
    return private_addresses.contains(address);
}

// Asio's own way costs a new connection as much as reading half of its request.
std::string text_of(const ip::address& address) {
    if (!address.is_v4()) {
        return address.to_string();
    }
    const auto bytes = address.to_v4().to_bytes();
    return fmt::format(FMT_COMPILE("{}.{}.{}.{}"), bytes[0], bytes[1], bytes[2], bytes[3]);
}

}   // namespace

Peer make_peer(const boost::asio::generic::stream_protocol::endpoint& endpoint,
               std::size_t listener) {
    Peer peer;
    peer.listener = listener;
    const int family = endpoint.protocol().family();
    if (family != AF_INET && family != AF_INET6) {
        return peer;
    }
    ip::tcp::endpoint tcp;
    std::memcpy(tcp.data(), endpoint.data(), std::min(endpoint.size(), tcp.capacity()));
    peer.address = tcp.address();
    if (peer.address.is_v6() && peer.address.to_v6().is_v4_mapped()) {
        peer.address = ip::make_address_v4(ip::v4_mapped, peer.address.to_v6());
    }
    peer.text = text_of(peer.address);
    return peer;
}

Visit read_visit(const Peer& peer, const config::TrustedProxies& trusted,
                 const http::Fields& fields, std::string_view host) {
    Visit visit{.client = peer.text, .host = host};
    if (peer.tls) {
        visit.proto = "https";
        visit.https = true;
    }
    // Whoever reaches a unix socket was let in by the file system.
    visit.trusted = !trusted.empty() && (peer.text.empty() || trusted.contains(peer.address));
    const auto proto = first_element(fields, http::FieldId::x_forwarded_proto);
    if (!visit.trusted) {
        visit.ignored_https =
            proto && !visit.https && bytes::iequals(*proto, "https") && is_private(peer.address);
        return visit;
    }
    visit.client = client_of(peer, trusted, fields);
    if (proto) {
        visit.https = bytes::iequals(*proto, "https");
    }
    if (const auto forwarded = first_element(fields, http::FieldId::x_forwarded_host)) {
        visit.host = *forwarded;
    }
    return visit;
}

}   // namespace proxy

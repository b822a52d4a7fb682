#include "config/trusted_proxies.hpp"

#include "config/units.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>

namespace config {
namespace {

namespace ip = boost::asio::ip;

/// RFC 1918, loopback (RFC 1122, RFC 4291), unique local (RFC 4193).
constexpr std::string_view private_blocks[] = {"10.0.0.0/8",  "172.16.0.0/12", "192.168.0.0/16",
                                               "127.0.0.0/8", "::1/128",       "fc00::/7"};

constexpr unsigned mapped_bits = 96;

bool contains_v4(const ip::network_v4& block, const ip::address_v4& peer) {
    return (peer.to_uint() & block.netmask().to_uint()) == block.network().to_uint();
}

bool contains_v6(const ip::network_v6& block, const ip::address_v6& peer) {
    return ip::network_v6(peer, block.prefix_length()).network() == block.network();
}

}   // namespace

boost::system::result<void, std::string> TrustedProxies::add(std::string_view text) {
    if (text == "private") {
        for (const std::string_view block : private_blocks) {
            if (auto added = add(block); !added) {
                return added;
            }
        }
        return {};
    }
    const std::size_t slash = text.find('/');
    boost::system::error_code error;
    const ip::address address = ip::make_address(text.substr(0, slash), error);
    const unsigned whole = address.is_v4() ? 32 : 128;
    const auto length = slash == std::string_view::npos ? Parsed<std::uint64_t>(whole)
                                                        : parse_number(text.substr(slash + 1));
    if (error || !length || *length > whole) {
        return fmt::format("\"{}\" is not private, an address or a CIDR block (as in 10.0.0.0/8)",
                           text);
    }
    add(address, static_cast<unsigned short>(*length));
    return {};
}

void TrustedProxies::add(const ip::address& address, unsigned short length) {
    if (address.is_v4()) {
        v4_.emplace_back(address.to_v4(), length);
    } else if (address.to_v6().is_v4_mapped() && length >= mapped_bits) {
        v4_.emplace_back(ip::make_address_v4(ip::v4_mapped, address.to_v6()),
                         static_cast<unsigned short>(length - mapped_bits));
    } else {
        v6_.emplace_back(address.to_v6(), length);
    }
}

bool TrustedProxies::contains(const ip::address& peer) const {
    if (peer.is_v6() && !peer.to_v6().is_v4_mapped()) {
        return std::any_of(v6_.begin(), v6_.end(), [v6 = peer.to_v6()](const auto& block) {
            return contains_v6(block, v6);
        });
    }
    const auto v4 = peer.is_v4() ? peer.to_v4() : ip::make_address_v4(ip::v4_mapped, peer.to_v6());
    return std::any_of(v4_.begin(), v4_.end(),
                       [&](const auto& block) { return contains_v4(block, v4); });
}

}   // namespace config

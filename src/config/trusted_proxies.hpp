#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// The peers whose forwarding fields are believed.
class TrustedProxies {
public:
    /// Adds `private` (RFC 1918, loopback, unique local), an address or a CIDR block. The error
    /// is a sentence for the operator.
    [[nodiscard]] boost::system::result<void, std::string> add(std::string_view text);

    /// An IPv4-mapped IPv6 address counts as the IPv4 address in it.
    [[nodiscard]] bool contains(const boost::asio::ip::address& peer) const;
    [[nodiscard]] bool empty() const { return v4_.empty() && v6_.empty(); }

private:
    void add(const boost::asio::ip::address& address, unsigned short length);

    std::vector<boost::asio::ip::network_v4> v4_;
    std::vector<boost::asio::ip::network_v6> v6_;
};

}   // namespace config

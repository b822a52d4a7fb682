#include "net/own_connections.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>

namespace net {
namespace {

Endpoint endpoint(const char* address, unsigned short port) {
    return boost::asio::ip::tcp::endpoint(boost::asio::ip::make_address(address), port);
}

}   // namespace

TEST_CASE("a connection of one's own is known by its end") {
    OwnConnections own;
    own.add(endpoint("127.0.0.1", 1000), 7);
    own.add(endpoint("::1", 1000), 8);
    CHECK(own.find(endpoint("127.0.0.1", 1000)) == 7);
    CHECK(own.find(endpoint("::1", 1000)) == 8);
    CHECK_FALSE(own.find(endpoint("127.0.0.1", 1001)));
    CHECK_FALSE(own.find(endpoint("127.0.0.2", 1000)));
    own.remove(endpoint("127.0.0.1", 1000));
    CHECK_FALSE(own.find(endpoint("127.0.0.1", 1000)));
}

TEST_CASE("an IPv4 address is the same one in an IPv6 listener's words") {
    OwnConnections own;
    own.add(endpoint("127.0.0.1", 1000), 7);
    CHECK(own.find(endpoint("::ffff:127.0.0.1", 1000)) == 7);
}

}   // namespace net

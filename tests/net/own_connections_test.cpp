#include "net/own_connections.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <catch2/catch.hpp>

namespace net {
namespace {

Endpoint tcp(const char* address, unsigned short port) {
    return boost::asio::ip::tcp::endpoint(boost::asio::ip::make_address(address), port);
}

Endpoint unix_socket(const char* path) {
    return boost::asio::local::stream_protocol::endpoint(path);
}

std::optional<std::size_t> find(const OwnConnections& own, const Endpoint& there,
                                const Endpoint& here) {
    return own.find(there, [&] { return here; });
}

}   // namespace

TEST_CASE("a connection of one's own is known by both its ends") {
    OwnConnections own;
    own.add(tcp("127.0.0.1", 1000), tcp("127.0.0.1", 80), 7);
    own.add(tcp("::1", 1000), tcp("::1", 80), 8);
    CHECK(find(own, tcp("127.0.0.1", 1000), tcp("127.0.0.1", 80)) == 7);
    CHECK(find(own, tcp("::1", 1000), tcp("::1", 80)) == 8);
    CHECK_FALSE(find(own, tcp("127.0.0.1", 1001), tcp("127.0.0.1", 80)));
    CHECK_FALSE(find(own, tcp("127.0.0.2", 1000), tcp("127.0.0.1", 80)));
    own.remove(tcp("127.0.0.1", 1000), tcp("127.0.0.1", 80));
    CHECK_FALSE(find(own, tcp("127.0.0.1", 1000), tcp("127.0.0.1", 80)));
}

TEST_CASE("a visitor who has the same port for another connection is a visitor") {
    OwnConnections own;
    own.add(tcp("127.0.0.1", 1000), tcp("127.0.0.1", 80), 7);
    CHECK_FALSE(find(own, tcp("127.0.0.1", 1000), tcp("127.0.0.1", 8080)));
    own.add(tcp("127.0.0.1", 1000), tcp("127.0.0.1", 81), 8);
    own.remove(tcp("127.0.0.1", 1000), tcp("127.0.0.1", 81));
    CHECK(find(own, tcp("127.0.0.1", 1000), tcp("127.0.0.1", 80)) == 7);
}

TEST_CASE("an IPv4 address is the same one in an IPv6 listener's words") {
    OwnConnections own;
    own.add(tcp("127.0.0.1", 1000), tcp("127.0.0.1", 80), 7);
    CHECK(find(own, tcp("::ffff:127.0.0.1", 1000), tcp("::ffff:127.0.0.1", 80)) == 7);
}

TEST_CASE("of a unix socket the end of who connected is enough") {
    OwnConnections own;
    own.add(unix_socket("mine"), unix_socket("/run/p"), 7);
    CHECK(find(own, unix_socket("mine"), unix_socket("p")) == 7);
    CHECK_FALSE(find(own, unix_socket("other"), unix_socket("/run/p")));
}

TEST_CASE("where a visitor's connection was accepted is not asked for") {
    OwnConnections own;
    own.add(tcp("127.0.0.1", 1000), tcp("127.0.0.1", 80), 7);
    bool asked = false;
    CHECK_FALSE(own.find(tcp("127.0.0.1", 1001), [&] {
        asked = true;
        return tcp("127.0.0.1", 80);
    }));
    CHECK_FALSE(asked);
}

}   // namespace net

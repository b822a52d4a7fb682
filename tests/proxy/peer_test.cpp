#include "proxy/peer.hpp"

#include "http/head.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <string>

namespace proxy {
namespace {

namespace ip = boost::asio::ip;

Peer peer_at(const std::string& address) {
    return make_peer(ip::tcp::endpoint(ip::make_address(address), 1234), 0);
}

struct Visited {
    std::string client;
    std::string host;
    bool https;
    bool trusted;
};

Visited visit(const std::string& peer_address, const std::string& lines) {
    config::TrustedProxies trusted;
    REQUIRE(trusted.add("10.0.0.0/8").has_value());
    const std::string text = "GET / HTTP/1.1\r\nHost: a.example\r\n" + lines + "\r\n";
    http::RequestHead head;
    REQUIRE(http::parse_request_head(text, 100, head).has_value());
    const Peer peer = peer_at(peer_address);
    const Visit visit = read_visit(peer, trusted, head.fields, "a.example");
    return {std::string(visit.client), std::string(visit.host), visit.https, visit.trusted};
}

}   // namespace

TEST_CASE("an IPv4-mapped peer is shown as IPv4") {
    CHECK(peer_at("::ffff:192.0.2.1").text == "192.0.2.1");
    CHECK(peer_at("2001:db8::1").text == "2001:db8::1");
}

TEST_CASE("nothing is believed of a peer that is not trusted") {
    const Visited seen = visit("192.0.2.1",
                               "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n"
                               "X-Forwarded-Host: b.example\r\n");
    CHECK(seen.client == "192.0.2.1");
    CHECK(seen.host == "a.example");
    CHECK_FALSE(seen.https);
    CHECK_FALSE(seen.trusted);
}

TEST_CASE("the client is the last address that is not a trusted proxy") {
    CHECK(visit("10.0.0.1", "").client == "10.0.0.1");
    CHECK(visit("10.0.0.1", "X-Forwarded-For: 192.0.2.9\r\n").client == "192.0.2.9");
    CHECK(visit("10.0.0.1", "X-Forwarded-For: 1.1.1.1, 192.0.2.9, 10.2.3.4\r\n").client ==
          "192.0.2.9");
    CHECK(visit("10.0.0.1", "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 10.2.3.4\r\n").client ==
          "1.1.1.1");
    CHECK(visit("10.0.0.1", "X-Forwarded-For: unknown, 10.2.3.4\r\n").client == "10.2.3.4");
    CHECK(visit("10.0.0.1", "X-Forwarded-For: [2001:db8::1]:443\r\n").client == "2001:db8::1");
    CHECK(visit("10.0.0.1", "X-Forwarded-For: 192.0.2.1:1234\r\n").client == "192.0.2.1");
}

TEST_CASE("proto and host are those nearest to the visitor") {
    const Visited seen = visit("10.0.0.1",
                               "X-Forwarded-Proto: HTTPS, http\r\n"
                               "X-Forwarded-Host: www.example, inner\r\n");
    CHECK(seen.https);
    CHECK(seen.host == "www.example");
    CHECK(seen.trusted);
}

}   // namespace proxy

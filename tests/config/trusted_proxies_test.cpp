#include "config/trusted_proxies.hpp"

#include <catch2/catch.hpp>

using boost::asio::ip::make_address;

TEST_CASE("peers are trusted by address and block") {
    struct Case {
        std::string_view entry;
        std::string_view peer;
        bool trusted;
    };
    const std::vector<Case> cases{
        {"10.0.0.0/8", "10.255.0.1", true},
        {"10.0.0.0/8", "11.0.0.1", false},
        {"10.1.2.3/8", "10.9.9.9", true},
        {"10.0.0.0/8", "::ffff:10.0.0.1", true},
        {"::ffff:10.0.0.0/104", "10.200.0.1", true},
        {"::ffff:10.0.0.0/104", "::ffff:11.0.0.1", false},
        {"192.0.2.7", "192.0.2.7", true},
        {"192.0.2.7", "192.0.2.8", false},
        {"0.0.0.0/0", "203.0.113.1", true},
        {"0.0.0.0/0", "::1", false},
        {"::/0", "2001:db8::1", true},
        {"::/0", "203.0.113.1", false},
        {"2001:db8::/33", "2001:db8:7fff::1", true},
        {"2001:db8::/33", "2001:db8:8000::1", false},
        {"2001:db8::1", "2001:db8::1", true},
        {"2001:db8::1", "2001:db8::2", false},
        {"private", "10.1.1.1", true},
        {"private", "172.31.255.255", true},
        {"private", "172.32.0.0", false},
        {"private", "192.168.1.1", true},
        {"private", "127.0.0.53", true},
        {"private", "::1", true},
        {"private", "fd12::1", true},
        {"private", "::ffff:192.168.0.9", true},
        {"private", "8.8.8.8", false},
        {"private", "169.254.1.1", false},
        {"private", "2001:db8::1", false},
    };
    for (const Case& one : cases) {
        CAPTURE(one.entry, one.peer);
        config::TrustedProxies trusted;
        REQUIRE(trusted.add(one.entry).has_value());
        CHECK(trusted.contains(make_address(one.peer)) == one.trusted);
        CHECK_FALSE(trusted.empty());
    }
}

TEST_CASE("nobody is trusted unless told") {
    const config::TrustedProxies trusted;
    CHECK(trusted.empty());
    CHECK_FALSE(trusted.contains(make_address("127.0.0.1")));
}

TEST_CASE("what is no block is refused in words") {
    for (const std::string_view text : {"", "localhost", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/",
                                        "10.0.0.0/-1", "::/129", "Private", "10.0.0.0/8/8"}) {
        CAPTURE(text);
        config::TrustedProxies trusted;
        const auto added = trusted.add(text);
        REQUIRE_FALSE(added.has_value());
        CHECK_THAT(added.error(), Catch::Contains("is not private, an address or a CIDR block"));
        CHECK(trusted.empty());
    }
}

#include "config/host_name.hpp"

#include <catch2/catch.hpp>

TEST_CASE("host patterns are read and put in order") {
    struct Case {
        std::string_view text;
        std::string_view pattern;
    };
    const std::vector<Case> cases{
        {"*", "*"},
        {"Www.Example.ORG", "www.example.org"},
        {"example.org.", "example.org"},
        {"*.Example.org", "*.example.org"},
        {"localhost", "localhost"},
        {"my_app", "my_app"},
        {"127.0.0.1", "127.0.0.1"},
        {"[0:0:0:0:0:0:0:1]", "[::1]"},
        {"[2001:0DB8::000A]", "[2001:db8::a]"},
        {"[::FFFF:7F00:1]", "[::ffff:127.0.0.1]"},
        {"xn--bcher-kva.example", "xn--bcher-kva.example"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const auto pattern = config::parse_host_pattern(one.text);
        REQUIRE(pattern.has_value());
        CHECK(*pattern == one.pattern);
    }
}

TEST_CASE("what is no host pattern is refused in words") {
    struct Case {
        std::string text;
        std::string_view message;
    };
    const std::vector<Case> cases{
        {"", "must be a host name"},
        {".", "must be a host name"},
        {"a..b", "must be a host name"},
        {"-a.b", "must be a host name"},
        {"a b", "must be a host name"},
        {"bücher.example", "must be a host name in ASCII"},
        {"http://a", "without a port"},
        {"a:80", "without a port"},
        {"::1", "without a port (IPv6 in brackets)"},
        {"[::1]:80", "without a port"},
        {"[]", "an IPv6 address between the brackets"},
        {"[127.0.0.1]", "an IPv6 address between the brackets"},
        {"[fe80::1%lo]", "an IPv6 address between the brackets"},
        {"[::1" + std::string(1, '\0') + "]", "an IPv6 address between the brackets"},
        {"[" + std::string(300, '0') + "]", "an IPv6 address between the brackets"},
        {"[x]", "an IPv6 address between the brackets"},
        {"*a.b", "only alone or as the first label"},
        {"a.*.b", "only alone or as the first label"},
        {"*.", "only alone or as the first label"},
        {"*.*", "only alone or as the first label"},
        {std::string(64, 'a') + ".b", "must be a host name"},
        {"a/b", "must be a host name"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const auto pattern = config::parse_host_pattern(one.text);
        REQUIRE_FALSE(pattern.has_value());
        CHECK_THAT(std::string(pattern.error()), Catch::Contains(std::string(one.message)));
    }
}

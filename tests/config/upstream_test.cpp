#include "config/upstream.hpp"

#include <catch2/catch.hpp>

using config::Scheme;

TEST_CASE("an upstream is read") {
    struct Case {
        std::string_view text;
        Scheme scheme;
        std::string_view host;
        std::uint16_t port;
    };
    const std::vector<Case> cases{
        {"http://127.0.0.1:3000", Scheme::http, "127.0.0.1", 3000},
        {"http://origin", Scheme::http, "origin", 80},
        {"http://origin/", Scheme::http, "origin", 80},
        {"http://origin:", Scheme::http, "origin", 80},
        {"https://origin:", Scheme::https, "origin", 443},
        {"http://origin:00008080", Scheme::http, "origin", 8080},
        {"HTTP://Origin.Example:8080/", Scheme::http, "origin.example", 8080},
        {"http://[::1]:3000", Scheme::http, "::1", 3000},
        {"http://my_app-1.svc.cluster.local:65535", Scheme::http, "my_app-1.svc.cluster.local",
         65535},
        {"https://origin", Scheme::https, "origin", 443},
        {"https://origin:8443", Scheme::https, "origin", 8443},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const auto upstream = config::parse_upstream(one.text);
        REQUIRE(upstream.has_value());
        CHECK(upstream->scheme == one.scheme);
        CHECK(upstream->host == one.host);
        CHECK(upstream->port == one.port);
        CHECK(upstream->unix_path.empty());
    }
    const auto socket = config::parse_upstream("unix:/run/app.sock");
    REQUIRE(socket.has_value());
    CHECK(socket->scheme == Scheme::unix_socket);
    CHECK(socket->unix_path == "/run/app.sock");
    CHECK(socket->host.empty());
}

TEST_CASE("what is no upstream is refused in words") {
    struct Case {
        std::string_view text;
        std::string_view message;
    };
    const std::vector<Case> cases{
        {"", "write http://HOST[:PORT]"},
        {"origin", "write http://HOST[:PORT]"},
        {"origin:3000", "it must begin with http://"},
        {"127.0.0.1:3000", "write http://HOST[:PORT]"},
        {"ftp://origin", "it must begin with http://"},
        {"http:origin", "it must end after the host and port"},
        {"http://", "its host is no host name"},
        {"http://:80", "its host is no host name"},
        {"http://a b", "write http://HOST[:PORT]"},
        {"http://a%20b", "its host is no host name"},
        {"http://[::1", "write http://HOST[:PORT]"},
        {"http://[v1.x]", "its host is no host name"},
        {"http://a:0", "its port must be a number from 1 to 65535"},
        {"http://a:65536", "its port must be a number from 1 to 65535"},
        {"http://a:72827", "its port must be a number from 1 to 65535"},
        {"http://a:99999", "its port must be a number from 1 to 65535"},
        {"https://[::1]:131152", "its port must be a number from 1 to 65535"},
        {"http://a:18446744073709551617", "its port must be a number from 1 to 65535"},
        {"http://a:x", "is not an upstream"},
        {"http://a/path", "it must end after the host and port"},
        {"http://a//", "it must end after the host and port"},
        {"http://a?q", "it must end after the host and port"},
        {"http://a/#f", "it must end after the host and port"},
        {"http://user@a", "it must not have a user in it"},
        {"unix:", "needs a path"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const auto upstream = config::parse_upstream(one.text);
        REQUIRE_FALSE(upstream.has_value());
        CHECK_THAT(upstream.error(), Catch::Contains(std::string(one.message)));
    }
}

TEST_CASE("a password in an upstream is not repeated") {
    for (const std::string_view text : {"http://u:hunter2@a", "http://u:hunter2@a b"}) {
        CHECK_THAT(config::parse_upstream(text).error(), !Catch::Contains("hunter2"));
    }
}

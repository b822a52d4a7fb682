#include "config/endpoint.hpp"

#include <catch2/catch.hpp>

TEST_CASE("an endpoint is read and written back") {
    struct Case {
        std::string_view text;
        std::string_view address;
        std::uint16_t port;
        std::string_view path;
        std::string_view again;
    };
    const std::vector<Case> cases{
        {"127.0.0.1:8080", "127.0.0.1", 8080, "", "127.0.0.1:8080"},
        {"0.0.0.0:0", "0.0.0.0", 0, "", "0.0.0.0:0"},
        {"[::]:8080", "::", 8080, "", "[::]:8080"},
        {"[0:0:0:0:0:0:0:1]:65535", "::1", 65535, "", "[::1]:65535"},
        {"unix:/run/a.sock", "", 0, "/run/a.sock", "unix:/run/a.sock"},
        {"unix:a:1", "", 0, "a:1", "unix:a:1"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const auto endpoint = config::parse_endpoint(one.text);
        REQUIRE(endpoint.has_value());
        CHECK(endpoint->address == one.address);
        CHECK(endpoint->port == one.port);
        CHECK(endpoint->unix_path == one.path);
        CHECK(endpoint->is_unix() == !one.path.empty());
        CHECK(to_string(*endpoint) == one.again);
    }
}

TEST_CASE("what is no endpoint is refused in words") {
    for (const std::string_view text :
         {"", "8080", ":8080", "localhost:8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
          "127.0.0.1:-1", "127.0.0.1: 1", "127.0.0.1:1x", "[127.0.0.1]:1", "::1:8080", "[::1]",
          "[::1]8080", "256.0.0.1:1", " 127.0.0.1:1"}) {
        CAPTURE(text);
        const auto endpoint = config::parse_endpoint(text);
        REQUIRE_FALSE(endpoint.has_value());
        CHECK_THAT(endpoint.error(), Catch::Contains("is not an address to listen at"));
    }
    CHECK_THAT(config::parse_endpoint("unix:").error(), Catch::Contains("needs a path"));
    CHECK_THAT(config::parse_endpoint("unix:" + std::string(108, 'x')).error(),
               Catch::Contains("at most 107 bytes"));
    CHECK(config::parse_endpoint("unix:" + std::string(107, 'x')).has_value());
}

#include "net/bind.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace net {
namespace {

const config::Endpoint loopback{"127.0.0.1", 0, {}};

}   // namespace

TEST_CASE("each worker gets a socket on the port that the system chose") {
    const auto bound = bind_listener(loopback, 3);
    REQUIRE(bound.has_value());
    CHECK(bound->sockets.size() == 3);
    CHECK(bound->endpoint.port != 0);
}

TEST_CASE("a port that somebody else listens on is a fault, SO_REUSEPORT or not") {
    const auto first = bind_listener(loopback, 2);
    REQUIRE(first.has_value());
    const auto second = bind_listener(first->endpoint, 2);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().find("Address already in use") != std::string::npos);
}

TEST_CASE("IPv6 is bound without IPv4") {
    const auto bound = bind_listener({"::1", 0, {}}, 1);
    REQUIRE(bound.has_value());
    CHECK(bound->endpoint.port != 0);
}

TEST_CASE("a unix socket replaces the file of a process that is gone, and no other") {
    std::string folder = std::filesystem::temp_directory_path() / "bind-test-XXXXXX";
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const config::Endpoint endpoint{{}, 0, folder + "/socket"};
    {
        const auto alive = bind_listener(endpoint, 2);
        REQUIRE(alive.has_value());
        CHECK(alive->sockets.size() == 2);
        CHECK_FALSE(bind_listener(endpoint, 1).has_value());
    }
    CHECK_FALSE(std::filesystem::exists(endpoint.unix_path));
    // As a process leaves it that was killed.
    const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    endpoint.unix_path.copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(left, static_cast<const sockaddr*>(static_cast<const void*>(&address)),
                   sizeof address) == 0);
    ::close(left);
    CHECK(bind_listener(endpoint, 1).has_value());
    std::ofstream(endpoint.unix_path) << "precious";
    CHECK_FALSE(bind_listener(endpoint, 1).has_value());
    CHECK(std::filesystem::file_size(endpoint.unix_path) == 8);
    std::filesystem::remove_all(folder);
}

TEST_CASE("the file of a unix socket has its mode, and is removed only while it is the same") {
    std::string folder = std::filesystem::temp_directory_path() / "bind-test-XXXXXX";
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const config::Endpoint endpoint{{}, 0, folder + "/socket"};
    const auto permissions = [&] {
        return static_cast<unsigned>(std::filesystem::status(endpoint.unix_path).permissions());
    };
    const mode_t before = ::umask(0077);
    {
        const auto bound = bind_listener(endpoint, 1, 0666);
        REQUIRE(bound.has_value());
        CHECK(permissions() == 0666);
        std::filesystem::remove(endpoint.unix_path);
        std::ofstream(endpoint.unix_path) << "of a successor";
    }
    CHECK(std::filesystem::exists(endpoint.unix_path));
    std::filesystem::remove(endpoint.unix_path);
    ::umask(0);
    {
        const auto bound = bind_listener(endpoint, 1, 0600);
        REQUIRE(bound.has_value());
        CHECK(permissions() == 0600);
    }
    CHECK_FALSE(std::filesystem::exists(endpoint.unix_path));
    ::umask(before);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a unix socket path that is too long is a fault") {
    CHECK_FALSE(bind_listener({{}, 0, "/" + std::string(200, 'x')}, 1).has_value());
}

}   // namespace net

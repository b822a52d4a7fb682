#pragma once

#include <arpa/inet.h>
#include <array>
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace net_test {

/// Both ends of a connection over the loopback; they never wait.
inline std::array<int, 2> make_tcp_pair() {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const name = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(listener, name, size) == 0);
    REQUIRE(::listen(listener, 1) == 0);
    REQUIRE(::getsockname(listener, name, &size) == 0);
    const int one = ::socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(::connect(one, name, size) == 0);
    const int other = ::accept(listener, nullptr, nullptr);
    REQUIRE(other >= 0);
    ::close(listener);
    for (const int end : {one, other}) {
        REQUIRE(::fcntl(end, F_SETFL, O_NONBLOCK) == 0);
    }
    return {one, other};
}

}   // namespace net_test

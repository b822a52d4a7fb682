#include "net/own_connections.hpp"

#include <algorithm>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <utility>

namespace net {
namespace {

template <class Address>
std::string packed(const Address& address, in_port_t port) {
    std::string key(sizeof address + sizeof port, '\0');
    std::memcpy(key.data(), &address, sizeof address);
    std::memcpy(key.data() + sizeof address, &port, sizeof port);
    return key;
}

// A listener on `::` sees an IPv4 peer as a mapped address, the peer sees itself as IPv4.
std::string key_of(const Endpoint& endpoint) {
    constexpr std::size_t mapped_prefix = 12;
    const int family = endpoint.protocol().family();
    if (family == AF_INET) {
        sockaddr_in narrow{};
        std::memcpy(&narrow, endpoint.data(), sizeof narrow);
        return packed(narrow.sin_addr, narrow.sin_port);
    }
    if (family == AF_INET6) {
        sockaddr_in6 wide{};
        std::memcpy(&wide, endpoint.data(), sizeof wide);
        if (!IN6_IS_ADDR_V4MAPPED(&wide.sin6_addr)) {
            return packed(wide.sin6_addr, wide.sin6_port);
        }
        in_addr narrow{};
        std::memcpy(&narrow, wide.sin6_addr.s6_addr + mapped_prefix, sizeof narrow);
        return packed(narrow, wide.sin6_port);
    }
    return {static_cast<const char*>(static_cast<const void*>(endpoint.data())), endpoint.size()};
}

// The name of a unix socket is nobody else's; the path that it was connected by may be written in
// several ways.
std::string key_of_far_end(const Endpoint& far_end) {
    return far_end.protocol().family() == AF_UNIX ? std::string() : key_of(far_end);
}

}   // namespace

void OwnConnections::add(const Endpoint& here, const Endpoint& there, std::size_t origin) {
    Made made{key_of_far_end(there), origin};
    const std::lock_guard lock(mutex_);
    made_.emplace(key_of(here), std::move(made));
}

void OwnConnections::remove(const Endpoint& here, const Endpoint& there) {
    const std::string to = key_of_far_end(there);
    const std::lock_guard lock(mutex_);
    const auto [first, last] = made_.equal_range(key_of(here));
    const auto found =
        std::find_if(first, last, [&](const auto& one) { return one.second.to == to; });
    if (found != last) {
        made_.erase(found);
    }
}

std::optional<std::size_t> OwnConnections::find(const Endpoint& there,
                                                const std::function<Endpoint()>& here) const {
    const std::string from = key_of(there);
    const std::lock_guard lock(mutex_);
    const auto [first, last] = made_.equal_range(from);
    if (first == last) {
        return std::nullopt;
    }
    const std::string to = key_of_far_end(here());
    const auto found =
        std::find_if(first, last, [&](const auto& one) { return one.second.to == to; });
    return found == last ? std::nullopt : std::optional(found->second.origin);
}

}   // namespace net

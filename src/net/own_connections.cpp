#include "net/own_connections.hpp"

#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace net {
namespace {

// A listener on `::` sees an IPv4 peer as a mapped address, the peer sees itself as IPv4.
std::string key_of(const Endpoint& endpoint) {
    std::string key(static_cast<const char*>(static_cast<const void*>(endpoint.data())),
                    endpoint.size());
    sockaddr_in6 wide{};
    if (endpoint.protocol().family() != AF_INET6 || key.size() < sizeof wide) {
        return key;
    }
    std::memcpy(&wide, key.data(), sizeof wide);
    if (IN6_IS_ADDR_V4MAPPED(&wide.sin6_addr)) {
        constexpr std::size_t prefix = 12;
        sockaddr_in narrow{};
        narrow.sin_family = AF_INET;
        narrow.sin_port = wide.sin6_port;
        std::memcpy(&narrow.sin_addr, wide.sin6_addr.s6_addr + prefix, sizeof narrow.sin_addr);
        key.resize(sizeof narrow);
        std::memcpy(key.data(), &narrow, sizeof narrow);
    }
    return key;
}

// The name of a unix socket is nobody else's; the path that it was connected by may be written in
// several ways.
std::string key_of(const Endpoint& from, const Endpoint& to) {
    return from.protocol().family() == AF_UNIX ? key_of(from) : key_of(from) + key_of(to);
}

}   // namespace

void OwnConnections::add(const Endpoint& here, const Endpoint& there, std::size_t origin) {
    const std::lock_guard lock(mutex_);
    origins_.insert_or_assign(key_of(here, there), origin);
}

void OwnConnections::remove(const Endpoint& here, const Endpoint& there) {
    const std::lock_guard lock(mutex_);
    origins_.erase(key_of(here, there));
}

std::optional<std::size_t> OwnConnections::find(const Endpoint& there, const Endpoint& here) const {
    const std::lock_guard lock(mutex_);
    const auto found = origins_.find(key_of(there, here));
    return found == origins_.end() ? std::nullopt : std::optional(found->second);
}

}   // namespace net

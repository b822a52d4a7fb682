#pragma once

#include "net/stream.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>

namespace net {

/// The connections that this process holds to origins, by both their ends: one port may serve for
/// several connections. Who is accepted with the same two ends is the process itself: an origin
/// that is the proxy. Safe from any thread; asked once a connection, never on the way of a request.
class OwnConnections {
public:
    /// `here` is our end of a connection to the origin, `there` the other.
    void add(const Endpoint& here, const Endpoint& there, std::size_t origin);
    void remove(const Endpoint& here, const Endpoint& there);

    /// The origin that an accepted connection was made for, if it is one of ours: `there` is the
    /// end of who connected, `here` the one that it was accepted on.
    [[nodiscard]] std::optional<std::size_t> find(const Endpoint& there,
                                                  const Endpoint& here) const;

private:
    mutable std::mutex mutex_;
    boost::unordered_flat_map<std::string, std::size_t> origins_;
};

}   // namespace net

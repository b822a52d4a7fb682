#pragma once

#include "net/stream.hpp"

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

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
    /// end of who connected. `here` gives the end that it was accepted on, which is a system call:
    /// it is called only where that matters.
    [[nodiscard]] std::optional<std::size_t> find(const Endpoint& there,
                                                  const std::function<Endpoint()>& here) const;

private:
    struct Made {
        std::string to;   ///< as key_of has it
        std::size_t origin;
    };

    mutable std::mutex mutex_;
    std::unordered_multimap<std::string, Made> made_;   ///< by our own end
};

}   // namespace net

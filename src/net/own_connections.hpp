#pragma once

#include "net/stream.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>

namespace net {

/// The connections that this process holds to origins, by their own end. Whoever is accepted from
/// such an end is the process itself: an origin that is the proxy. Safe from any thread; asked once
/// a connection, never on the way of a request.
class OwnConnections {
public:
    /// `local` is our end of a connection to the origin.
    void add(const Endpoint& local, std::size_t origin);
    void remove(const Endpoint& local);

    /// The origin that a connection with this peer was made for, if it is one of ours.
    [[nodiscard]] std::optional<std::size_t> find(const Endpoint& peer) const;

private:
    mutable std::mutex mutex_;
    boost::unordered_flat_map<std::string, std::size_t> origins_;
};

}   // namespace net

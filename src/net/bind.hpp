#pragma once

#include "config/endpoint.hpp"
#include "net/descriptor.hpp"

#include <boost/system/result.hpp>
#include <string>
#include <vector>

namespace net {

/// The listening sockets of one endpoint, one for each worker.
struct Bound {
    std::vector<Descriptor> sockets;
    config::Endpoint endpoint;   ///< with the port that was given for port 0
};

/// Binds and listens: TCP once a worker with SO_REUSEPORT, so that the kernel spreads connections;
/// a unix socket once, its descriptor shared. A port that any other process listens on, another
/// consent-proxy too, is a fault. A unix socket file that nobody answers on is replaced. The error
/// is a sentence for the operator.
[[nodiscard]] boost::system::result<Bound, std::string> bind_listener(
    const config::Endpoint& endpoint, unsigned workers);

}   // namespace net

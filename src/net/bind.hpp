#pragma once

#include "config/endpoint.hpp"
#include "net/descriptor.hpp"
#include "net/socket_file.hpp"

#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <vector>

namespace net {

/// The listening sockets of one endpoint, one for each worker.
struct Bound {
    std::vector<Descriptor> sockets;
    config::Endpoint endpoint;   ///< with the port that was given for port 0
    SocketFile file{};           ///< of a unix socket
};

/// Binds and listens: TCP once a worker with SO_REUSEPORT, so that the kernel spreads connections;
/// a unix socket once, its descriptor shared. A port that any other process listens on, another
/// consent-proxy too, is a fault. A unix socket file that nobody answers on is replaced, a file
/// that is no socket never; `mode` is what the new one permits, from its first moment on (none: as
/// the umask has it). The error is a sentence for the operator.
[[nodiscard]] boost::system::result<Bound, std::string> bind_listener(
    const config::Endpoint& endpoint, unsigned workers, std::optional<unsigned> mode = {});

}   // namespace net

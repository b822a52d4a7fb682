#include "net/bind.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>

namespace net {
namespace {

namespace asio = boost::asio;

std::string describe(const config::Endpoint& endpoint, int error) {
    return "cannot listen on " + config::to_string(endpoint) + ": " +
           std::generic_category().message(error);
}

void set_flag(int socket, int level, int option) {
    const int on = 1;
    ::setsockopt(socket, level, option, &on, sizeof on);
}

Descriptor open_socket(int family) {
    return Descriptor(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

// The first socket binds without SO_REUSEPORT: only so does the kernel refuse a port that another
// process has bound with it. It takes the option on after that, and lets the others in.
bool bind_one(const Descriptor& socket, const asio::ip::tcp::endpoint& address, bool first) {
    set_flag(socket.get(), SOL_SOCKET, SO_REUSEADDR);
    set_flag(socket.get(), IPPROTO_TCP, TCP_NODELAY);   // what it accepts has it too
    if (!first) {
        set_flag(socket.get(), SOL_SOCKET, SO_REUSEPORT);
    }
    if (address.address().is_v6()) {
        set_flag(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY);
    }
    if (::bind(socket.get(), address.data(), static_cast<socklen_t>(address.size())) != 0) {
        return false;
    }
    if (first) {
        set_flag(socket.get(), SOL_SOCKET, SO_REUSEPORT);
    }
    return true;
}

unsigned short bound_port(const Descriptor& socket) {
    asio::ip::tcp::endpoint local;
    auto size = static_cast<socklen_t>(local.capacity());
    ::getsockname(socket.get(), local.data(), &size);
    return local.port();
}

boost::system::result<Bound, std::string> bind_tcp(const config::Endpoint& endpoint,
                                                   unsigned workers) {
    Bound bound{{}, endpoint, {}};
    asio::ip::tcp::endpoint address(asio::ip::make_address(endpoint.address), endpoint.port);
    for (unsigned i = 0; i < workers; ++i) {
        Descriptor socket = open_socket(address.protocol().family());
        if (!socket || !bind_one(socket, address, i == 0)) {
            return describe(endpoint, errno);
        }
        if (i == 0) {
            address.port(bound_port(socket));
            bound.endpoint.port = address.port();
        }
        bound.sockets.push_back(std::move(socket));
    }
    for (const Descriptor& socket : bound.sockets) {
        if (::listen(socket.get(), SOMAXCONN) != 0) {
            return describe(endpoint, errno);
        }
    }
    return bound;
}

// A socket file may be left behind by a process that is gone. Connecting to a file of another kind
// is refused just so.
bool is_stale(const asio::local::stream_protocol::endpoint& address) {
    struct stat file {};
    if (::lstat(address.path().c_str(), &file) != 0 || !S_ISSOCK(file.st_mode)) {
        return false;
    }
    const Descriptor probe = open_socket(AF_UNIX);
    return probe &&
           ::connect(probe.get(), address.data(), static_cast<socklen_t>(address.size())) != 0 &&
           errno == ECONNREFUSED;
}

boost::system::result<Bound, std::string> bind_unix(const config::Endpoint& endpoint,
                                                    unsigned workers,
                                                    std::optional<unsigned> mode) {
    if (endpoint.unix_path.size() >= sizeof(sockaddr_un::sun_path)) {
        return describe(endpoint, ENAMETOOLONG);
    }
    const asio::local::stream_protocol::endpoint address(endpoint.unix_path);
    if (is_stale(address)) {
        ::unlink(endpoint.unix_path.c_str());
    }
    Descriptor socket = open_socket(AF_UNIX);
    // Before it is bound the socket's own mode decides, so that the file never permits more; the
    // umask, which may take from it, is made up for after.
    if (!socket || (mode && ::fchmod(socket.get(), *mode) != 0) ||
        ::bind(socket.get(), address.data(), static_cast<socklen_t>(address.size())) != 0) {
        return describe(endpoint, errno);
    }
    Bound bound{{}, endpoint, SocketFile(endpoint.unix_path)};
    if ((mode && ::chmod(endpoint.unix_path.c_str(), *mode) != 0) ||
        ::listen(socket.get(), SOMAXCONN) != 0) {
        return describe(endpoint, errno);
    }
    for (unsigned i = 1; i < workers; ++i) {
        bound.sockets.emplace_back(::fcntl(socket.get(), F_DUPFD_CLOEXEC, 0));
    }
    bound.sockets.push_back(std::move(socket));
    return bound;
}

}   // namespace

boost::system::result<Bound, std::string> bind_listener(const config::Endpoint& endpoint,
                                                        unsigned workers,
                                                        std::optional<unsigned> mode) {
    return endpoint.is_unix() ? bind_unix(endpoint, workers, mode) : bind_tcp(endpoint, workers);
}

}   // namespace net

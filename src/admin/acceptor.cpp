#include "admin/acceptor.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/system/system_error.hpp>
#include <cerrno>
#include <cstring>
#include <string>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace admin {
namespace {

namespace asio = boost::asio;

bool is_socket(const std::string& path) {
    struct stat status {};
    return lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode);
}

/// A process that was killed leaves the file of its socket behind.
void remove_stale_socket(asio::io_context& context, const std::string& path) {
    if (!is_socket(path)) {
        return;
    }
    asio::local::stream_protocol::socket probe(context);
    boost::system::error_code error;
    probe.connect(asio::local::stream_protocol::endpoint(path), error);
    if (error == asio::error::connection_refused) {
        ::unlink(path.c_str());
    }
}

Protocol::endpoint resolve(asio::io_context& context, const config::Endpoint& endpoint) {
    if (endpoint.is_unix()) {
        remove_stale_socket(context, endpoint.unix_path);
        return asio::local::stream_protocol::endpoint(endpoint.unix_path);
    }
    return asio::ip::tcp::endpoint(asio::ip::make_address(endpoint.address), endpoint.port);
}

}   // namespace

Acceptor listen(asio::io_context& context, const config::Endpoint& endpoint) {
    const Protocol::endpoint where = resolve(context, endpoint);
    Acceptor acceptor(context);
    acceptor.open(where.protocol());
    if (!endpoint.is_unix()) {
        acceptor.set_option(asio::socket_base::reuse_address(true));
    }
    acceptor.bind(where);
    acceptor.listen();
    return acceptor;
}

config::Endpoint local_endpoint(const Acceptor& acceptor) {
    const Protocol::endpoint where = acceptor.local_endpoint();
    config::Endpoint endpoint;
    if (where.protocol().family() == AF_UNIX) {
        sockaddr_un address{};
        std::memcpy(&address, where.data(), std::min(where.size(), sizeof address));
        endpoint.unix_path = address.sun_path;
        return endpoint;
    }
    asio::ip::tcp::endpoint address;
    address.resize(where.size());
    std::memcpy(address.data(), where.data(), where.size());
    endpoint.address = address.address().to_string();
    endpoint.port = address.port();
    return endpoint;
}

}   // namespace admin

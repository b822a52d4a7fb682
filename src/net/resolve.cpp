#include "net/resolve.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <string>

namespace net {

namespace asio = boost::asio;

namespace {

// Blocks until the system's resolver knows.
std::vector<Endpoint> resolve(const std::string& host, unsigned short port) {
    asio::io_context context;
    asio::ip::tcp::resolver resolver(context);
    boost::system::error_code error;
    const auto results = resolver.resolve(host, std::to_string(port),
                                          asio::ip::resolver_base::numeric_service, error);
    std::vector<Endpoint> endpoints;
    for (const auto& result : results) {
        endpoints.emplace_back(result.endpoint());
    }
    return endpoints;
}

}   // namespace

LookupPtr look_up(Worker& worker, const config::UpstreamSettings& upstream, Waker& waker) {
    const LookupPtr lookup(new Lookup);
    lookup->waker = &waker;
    worker.run_aside([&worker, lookup, host = upstream.host, port = upstream.port] {
        worker.post([lookup, endpoints = resolve(host, port)] {
            lookup->done = true;
            lookup->endpoints = endpoints;
            if (lookup->waker != nullptr) {
                lookup->waker->raise();
            }
        });
    });
    return lookup;
}

std::vector<Endpoint> fixed_endpoints(const config::UpstreamSettings& upstream) {
    if (upstream.scheme == config::Scheme::unix_socket) {
        return {asio::local::stream_protocol::endpoint(upstream.unix_path)};
    }
    boost::system::error_code error;
    const auto address = asio::ip::make_address(upstream.host, error);
    if (error) {
        return {};
    }
    return {asio::ip::tcp::endpoint(address, upstream.port)};
}

}   // namespace net

#include "net/resolve.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <memory>
#include <string>

namespace net {

namespace asio = boost::asio;

LookupPtr look_up(Worker& worker, const config::UpstreamSettings& upstream, Waker& waker) {
    using Resolver = asio::ip::basic_resolver<asio::ip::tcp, Worker::Context::executor_type>;
    const LookupPtr lookup(new Lookup);
    lookup->waker = &waker;
    const auto resolver = std::make_shared<Resolver>(worker.context().get_executor());
    resolver->async_resolve(
        upstream.host, std::to_string(upstream.port), asio::ip::resolver_base::numeric_service,
        [lookup, resolver](const boost::system::error_code& error,
                           const asio::ip::tcp::resolver::results_type& results) {
            lookup->done = true;
            if (!error) {
                for (const auto& result : results) {
                    lookup->endpoints.emplace_back(result.endpoint());
                }
            }
            if (lookup->waker != nullptr) {
                lookup->waker->raise();
            }
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

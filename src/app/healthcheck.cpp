#include "app/healthcheck.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <exception>

namespace app {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Protocol = asio::generic::stream_protocol;

Protocol::endpoint target(const config::Endpoint& admin) {
    if (admin.is_unix()) {
        return asio::local::stream_protocol::endpoint(admin.unix_path);
    }
    auto address = asio::ip::make_address(admin.address);
    if (address.is_unspecified()) {
        address = address.is_v6() ? asio::ip::address(asio::ip::address_v6::loopback())
                                  : asio::ip::address(asio::ip::address_v4::loopback());
    }
    return asio::ip::tcp::endpoint(address, admin.port);
}

asio::awaitable<unsigned> status_of_readyz(const Protocol::endpoint& endpoint,
                                           std::chrono::milliseconds patience) {
    beast::basic_stream<Protocol> stream(co_await asio::this_coro::executor);
    stream.expires_after(patience);
    co_await stream.async_connect(endpoint, asio::use_awaitable);
    http::request<http::empty_body> request(http::verb::get, "/readyz", 11);
    request.set(http::field::host, "localhost");
    request.set(http::field::connection, "close");
    co_await http::async_write(stream, request, asio::use_awaitable);
    beast::flat_buffer buffer;
    http::response_parser<http::empty_body> parser;
    co_await http::async_read_header(stream, buffer, parser, asio::use_awaitable);
    co_return parser.get().result_int();
}

}   // namespace

int healthcheck(const config::Endpoint& admin, std::ostream& err,
                std::chrono::milliseconds patience) {
    std::string fault;
    try {
        const auto endpoint = target(admin);
        asio::io_context io(1);
        asio::co_spawn(io, status_of_readyz(endpoint, patience),
                       [&fault](const std::exception_ptr& error, unsigned status) {
                           if (error) {
                               std::rethrow_exception(error);
                           }
                           if (status != 200) {
                               fault = "/readyz answers " + std::to_string(status);
                           }
                       });
        io.run();
    } catch (const boost::system::system_error& error) {
        fault =
            error.code() == beast::error::timeout ? "no answer in time" : error.code().message();
    }
    if (fault.empty()) {
        return 0;
    }
    err << "consent-proxy healthcheck: " << config::to_string(admin) << ": " << fault << '\n';
    return 1;
}

}   // namespace app

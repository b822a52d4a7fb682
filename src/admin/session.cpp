#include "admin/session.hpp"

#include "admin/respond.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>
#include <utility>

namespace admin {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

using Stream = beast::basic_stream<Protocol, asio::io_context::executor_type>;

constexpr auto as_values = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t max_left_over = 64 * 1024;

/// Closing with unread bytes resets the connection, and the client may never see the answer: so
/// what still comes is read and thrown away, up to a limit.
asio::awaitable<void> linger(Stream& stream, const Limits& limits) {
    boost::system::error_code error;
    stream.socket().shutdown(asio::socket_base::shutdown_send, error);
    stream.expires_after(
        std::min<std::chrono::milliseconds>(limits.patience, std::chrono::seconds{1}));
    std::array<char, 4096> bin;
    std::size_t total = 0;
    while (!error && total < max_left_over) {
        const auto buffer = asio::buffer(bin);
        auto [failure, size] = co_await stream.async_read_some(buffer, as_values);
        error = failure;
        total += size;
    }
}

/// What a head that could not be read is answered with; nothing when the client is gone.
std::optional<http::status> refusal(const boost::system::error_code& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return http::status::request_header_fields_too_large;
    }
    // A timeout has closed the socket already.
    if (error == http::error::end_of_stream || error == http::error::partial_message ||
        error.category() != make_error_code(http::error::bad_method).category()) {
        return std::nullopt;
    }
    return http::status::bad_request;
}

asio::awaitable<bool> write(Stream& stream, const Response& response) {
    auto [error, size] = co_await http::async_write(stream, response, as_values);
    co_return !error;
}

/// One request and its answer. False: that was the last one.
asio::awaitable<bool> exchange(Stream& stream, beast::flat_buffer& buffer, const Limits& limits,
                               const Callbacks& callbacks) {
    http::request_parser<http::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    stream.expires_after(limits.patience);
    auto [error, size] = co_await http::async_read_header(stream, buffer, parser, as_values);
    if (error) {
        if (const auto status = refusal(error)) {
            const auto reason = http::obsolete_reason(*status);
            Response response = plain_response(*status, {reason.data(), reason.size()});
            response.keep_alive(false);
            co_await write(stream, response);
            co_await linger(stream, limits);
        }
        co_return false;
    }
    // A body that follows is not read: whatever comes behind it cannot be found.
    const bool keep = parser.is_done() && parser.get().keep_alive();
    Response response = respond(parser.get(), callbacks);
    response.version(parser.get().version());
    response.keep_alive(keep);
    stream.expires_after(limits.patience);
    const bool written = co_await write(stream, response);
    if (written && !keep) {
        co_await linger(stream, limits);
    }
    co_return written&& keep;
}

}   // namespace

asio::awaitable<void> serve(Socket socket, const Limits& limits, const Callbacks& callbacks) {
    Stream stream(std::move(socket));
    // Room for a head at the limit and the bytes behind it.
    beast::flat_buffer buffer(2 * limits.header_bytes);
    while (co_await exchange(stream, buffer, limits, callbacks)) {
    }
}

}   // namespace admin

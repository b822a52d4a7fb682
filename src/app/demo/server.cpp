#include "app/demo/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>
#include <csignal>
#include <optional>
#include <pthread.h>
#include <utility>

namespace app::demo {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::size_t max_head = 64 * 1024;
constexpr std::size_t max_body = 8 * 1024;
constexpr std::chrono::seconds patience{75};
constexpr auto result = asio::as_tuple(asio::use_awaitable);

/// Blocks all signals in this thread and in those that it starts, as long as it lives.
class SignalsBlocked {
public:
    SignalsBlocked() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    sigset_t before_{};
};

/// The answer to what could not be read; nothing when there is nobody to answer.
std::optional<Response> refusal(const beast::error_code& error) {
    if (error == http::error::body_limit) {
        return Response(http::status::payload_too_large, 11);
    }
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return Response(http::status::request_header_fields_too_large, 11);
    }
    const bool gone = error == http::error::end_of_stream || error == http::error::partial_message;
    const bool nonsense = error.category() == make_error_code(http::error::bad_method).category();
    if (gone || !nonsense) {
        return std::nullopt;
    }
    return Response(http::status::bad_request, 11);
}

asio::awaitable<bool> send(beast::tcp_stream& stream, Response& response, bool head_only) {
    http::response_serializer<http::string_body> serializer(response);
    if (head_only) {
        const auto [error, size] = co_await http::async_write_header(stream, serializer, result);
        co_return !error;
    }
    const auto [error, size] = co_await http::async_write(stream, serializer, result);
    co_return !error;
}

}   // namespace

Server::Server(asio::ip::address_v4 address)
    : acceptor_(io_, tcp::endpoint(address, 0)), port_(acceptor_.local_endpoint().port()) {}

void Server::start(Answer answer) {
    answer_ = std::move(answer);
    asio::co_spawn(io_, accept(), asio::detached);
    const SignalsBlocked blocked;
    thread_ = std::thread([this] { io_.run(); });
}

Server::~Server() {
    io_.stop();
    if (thread_.joinable()) {
        thread_.join();
    }
}

asio::awaitable<void> Server::accept() {
    asio::steady_timer pause(io_);
    while (acceptor_.is_open()) {
        auto [error, socket] = co_await acceptor_.async_accept(result);
        if (!error) {
            asio::co_spawn(io_, talk(std::move(socket)), asio::detached);
            continue;
        }
        pause.expires_after(std::chrono::milliseconds(100));   // out of descriptors, most likely
        co_await pause.async_wait(result);
    }
}

asio::awaitable<void> Server::talk(tcp::socket socket) {
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer(max_head + max_body);
    bool keep_alive = true;
    while (keep_alive) {
        http::request_parser<http::string_body> parser;
        parser.header_limit(max_head);
        parser.body_limit(max_body);
        stream.expires_after(patience);
        const auto [error, size] = co_await http::async_read(stream, buffer, parser, result);
        auto response = error ? refusal(error) : answer_(parser.get());
        if (!response) {
            break;
        }
        keep_alive = !error && parser.get().keep_alive();
        response->set(http::field::server, "legacy");
        response->version(error ? 11 : parser.get().version());
        response->keep_alive(keep_alive);
        response->prepare_payload();
        const bool head_only = !error && parser.get().method() == http::verb::head;
        keep_alive = co_await send(stream, *response, head_only) && keep_alive;
    }
    beast::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

}   // namespace app::demo

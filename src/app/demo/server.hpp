#pragma once

#include "app/demo/message.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <thread>

namespace app::demo {

/// A site over HTTP/1.1, on a free port of a loopback address and a thread of its own. Handles no
/// signals: they are left to the other threads.
class Server {
public:
    using Answer = std::function<Response(const Request&)>;

    /// Binds. Whoever connects waits until `start`. Throws boost::system::system_error.
    explicit Server(boost::asio::ip::address_v4 address);
    ~Server();

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Answers from now on until destruction, one request at a time. To be called once.
    void start(Answer answer);

    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> talk(boost::asio::ip::tcp::socket socket);

    Answer answer_;
    boost::asio::io_context io_{1};
    boost::asio::ip::tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::thread thread_;
};

}   // namespace app::demo

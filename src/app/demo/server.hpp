#pragma once

#include "app/demo/site.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <thread>

namespace app::demo {

/// The site over HTTP/1.1, on a free loopback port and a thread of its own, from construction to
/// destruction. Handles no signals: they are left to the other threads.
class Server {
public:
    explicit Server(std::shared_ptr<const consent::Registry> registry);
    ~Server();

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> talk(boost::asio::ip::tcp::socket socket);

    Site site_;
    boost::asio::io_context io_{1};
    boost::asio::ip::tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::thread thread_;
};

}   // namespace app::demo

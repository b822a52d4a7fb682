#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <string>
#include <string_view>
#include <sys/time.h>

namespace admin_tests {

/// Speaks raw bytes to 127.0.0.1; no read takes longer than ten seconds.
class Client {
public:
    explicit Client(std::uint16_t port) : socket_(context_) {
        socket_.connect({boost::asio::ip::address_v4::loopback(), port});
        const timeval patience{10, 0};
        setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }

    void send(std::string_view text) {
        boost::asio::write(socket_, boost::asio::buffer(text), ignored_);
    }

    void finish() { socket_.shutdown(boost::asio::socket_base::shutdown_send); }

    /// Bytes until the server closes.
    [[nodiscard]] std::string read_to_end() {
        std::string text;
        boost::asio::read(socket_, boost::asio::dynamic_buffer(text), error_);
        return text;
    }

    /// One response with a Content-Length; bytes behind it are kept for the next call.
    [[nodiscard]] std::string read_response() {
        while (seen_.find("\r\n\r\n") == std::string::npos && read_some()) {
        }
        const auto head = seen_.find("\r\n\r\n") + 4;
        const auto field = seen_.find("Content-Length: ");
        const auto size = head + std::stoul(seen_.substr(field + 16));
        while (seen_.size() < size && read_some()) {
        }
        const std::string response = seen_.substr(0, size);
        seen_.erase(0, size);
        return response;
    }

    /// How the last read ended: `end_of_file` is an orderly close.
    [[nodiscard]] boost::system::error_code error() const { return error_; }

private:
    bool read_some() {
        std::array<char, 4096> bytes;
        const auto size = socket_.read_some(boost::asio::buffer(bytes), error_);
        seen_.append(bytes.data(), size);
        return !error_;
    }

    boost::asio::io_context context_;
    boost::asio::ip::tcp::socket socket_;
    boost::system::error_code error_;
    boost::system::error_code ignored_;
    std::string seen_;
};

}   // namespace admin_tests

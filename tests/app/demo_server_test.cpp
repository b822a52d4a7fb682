#include "app/demo/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

/// A site that says what it was asked.
class Echo {
public:
    Echo() {
        server_.start([](const app::demo::Request& request) {
            return app::demo::html(http::status::ok, std::string(request.method_string()) + ' ' +
                                                         std::string(request.target()) + ' ' +
                                                         request.body());
        });
    }

    [[nodiscard]] tcp::endpoint endpoint() const { return {address_, server_.port()}; }

private:
    asio::ip::address_v4 address_ = asio::ip::make_address_v4("127.0.0.2");
    app::demo::Server server_{address_};
};

/// A raw connection to it.
class Client {
public:
    explicit Client(const Echo& site) { socket_.connect(site.endpoint()); }

    void send(std::string_view bytes) {
        boost::system::error_code ignored;   // the site may have refused and closed already
        asio::write(socket_, asio::buffer(bytes), ignored);
    }

    http::response<http::string_body> receive(bool head = false) {
        http::response_parser<http::string_body> parser;
        parser.skip(head);
        http::read(socket_, buffer_, parser);
        return parser.release();
    }

    /// Is the next thing the end of the connection?
    bool closed() {
        char byte = 0;
        boost::system::error_code error;
        socket_.read_some(asio::buffer(&byte, 1), error);
        return buffer_.size() == 0 && error.failed();
    }

private:
    asio::io_context io_;
    tcp::socket socket_{io_};
    boost::beast::flat_buffer buffer_;
};

}   // namespace

TEST_CASE("demo server: many requests over one connection") {
    const Echo site;
    Client client(site);
    for (int round = 0; round < 3; ++round) {
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        const auto response = client.receive();
        CHECK(response.result_int() == 200);
        CHECK(response.keep_alive());
        CHECK(response.body() == "GET / ");
        CHECK(response["Server"] == "legacy");
    }
    client.send(
        "POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\nall=yes"
        "GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(client.receive().body() == "POST /form all=yes");
    CHECK(client.receive().body() == "GET /next ");
    CHECK(client.closed());
}

TEST_CASE("demo server: HEAD has the fields of GET and no body") {
    const Echo site;
    Client client(site);
    client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto head = client.receive(true);
    CHECK(head.result_int() == 200);
    CHECK(head[http::field::content_type] == "text/html; charset=utf-8");
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");   // would be lost in a body
    const auto response = client.receive();
    CHECK(response.result_int() == 200);
    CHECK(head[http::field::content_length] == "7");   // HEAD is one letter longer
}

TEST_CASE("demo server: bad input is refused, and the next visitor is served") {
    const Echo site;
    const std::vector<std::pair<std::string, unsigned>> rows{
        {"nonsense\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nbad field\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(70'000, 'a') + "\r\n\r\n", 431},
        {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n", 413},
    };
    for (const auto& [bytes, status] : rows) {
        CAPTURE(bytes.substr(0, 40));
        Client client(site);
        client.send(bytes);
        CHECK(client.receive().result_int() == status);
        CHECK(client.closed());
    }
    {
        Client left(site);
        left.send("GET / HT");
    }
    Client client(site);
    client.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(client.receive().result_int() == 200);
    CHECK(client.closed());
}

TEST_CASE("demo server: ends while visitors are connected") {
    auto site = std::make_unique<Echo>();
    Client client(*site);
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.receive().result_int() == 200);
    site.reset();
    CHECK(client.closed());
}

TEST_CASE("demo server: one that was never started ends too") {
    const app::demo::Server server(asio::ip::address_v4::loopback());
    CHECK(server.port() != 0);
}

#include "app/demo/demo.hpp"
#include "app/demo/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <catch2/catch.hpp>
#include <string_view>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

/// A raw connection to the site.
class Client {
public:
    explicit Client(const app::demo::Server& server) {
        socket_.connect({asio::ip::address_v4::loopback(), server.port()});
    }

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
    const app::demo::Server server(app::demo_registry());
    Client client(server);
    for (int round = 0; round < 3; ++round) {
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        const auto response = client.receive();
        CHECK(response.result_int() == 200);
        CHECK(response.keep_alive());
        CHECK_THAT(response.body(), Catch::EndsWith("</html>\n"));
    }
    client.send(
        "POST /help/cookies HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\nall=yes"
        "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(client.receive().result_int() == 303);
    CHECK(client.receive().result_int() == 404);
    CHECK(client.closed());
}

TEST_CASE("demo server: HEAD has the fields of GET and no body") {
    const app::demo::Server server(app::demo_registry());
    Client client(server);
    client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto head = client.receive(true);
    CHECK(head.result_int() == 200);
    CHECK(head.count(http::field::set_cookie) == 6);
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");   // would be lost in a body
    const auto response = client.receive();
    CHECK(response.result_int() == 200);
    CHECK(std::to_string(response.body().size()) == head[http::field::content_length]);
}

TEST_CASE("demo server: bad input is refused, and the next visitor is served") {
    const app::demo::Server server(app::demo_registry());
    const std::vector<std::pair<std::string, unsigned>> rows{
        {"nonsense\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nbad field\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(70'000, 'a') + "\r\n\r\n", 431},
        {"POST /help/cookies HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n", 413},
    };
    for (const auto& [bytes, status] : rows) {
        CAPTURE(bytes.substr(0, 40));
        Client client(server);
        client.send(bytes);
        CHECK(client.receive().result_int() == status);
        CHECK(client.closed());
    }
    {
        Client left(server);
        left.send("GET / HT");
    }
    Client client(server);
    client.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(client.receive().result_int() == 200);
    CHECK(client.closed());
}

TEST_CASE("demo server: ends while visitors are connected") {
    auto server = std::make_unique<app::demo::Server>(app::demo_registry());
    Client client(*server);
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.receive().result_int() == 200);
    server.reset();
    CHECK(client.closed());
}

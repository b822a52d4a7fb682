#include "app/healthcheck.hpp"

#include "tests/app/temporary_directory.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <sstream>
#include <thread>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Accepts one connection, reads a head and answers with the given bytes.
template <class Protocol>
class OneAnswer {
public:
    OneAnswer(const typename Protocol::endpoint& endpoint, std::string answer)
        : acceptor_(io_, endpoint), endpoint_(acceptor_.local_endpoint()) {
        thread_ = std::thread([this, text = std::move(answer)] {
            auto peer = acceptor_.accept();
            asio::read_until(peer, asio::dynamic_buffer(head_), "\r\n\r\n");
            boost::system::error_code ignored;
            asio::write(peer, asio::buffer(text), ignored);
        });
    }
    ~OneAnswer() { join(); }

    void join() {
        if (thread_.joinable()) {
            thread_.join();
        }
    }
    [[nodiscard]] const typename Protocol::endpoint& endpoint() const { return endpoint_; }
    [[nodiscard]] const std::string& head() const { return head_; }

private:
    asio::io_context io_;
    typename Protocol::acceptor acceptor_;
    typename Protocol::endpoint endpoint_;
    std::string head_;
    std::thread thread_;
};

const tcp::endpoint loopback(asio::ip::address_v4::loopback(), 0);

}   // namespace

TEST_CASE("healthcheck: 200 is ready, anything else is not") {
    struct Row {
        std::string answer;
        int code;
        std::string message;
    };
    const std::vector<Row> rows{
        {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 0, ""},
        {"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", 1, "503"},
        {"HTTP/1.1 204 No Content\r\n\r\n", 1, "204"},
        {"nonsense\r\n\r\n", 1, "healthcheck: "},
        {"", 1, "healthcheck: "},
    };
    for (const auto& row : rows) {
        CAPTURE(row.answer);
        OneAnswer<tcp> admin(loopback, row.answer);
        std::ostringstream err;
        // 0.0.0.0 is asked at loopback.
        const config::Endpoint endpoint{"0.0.0.0", admin.endpoint().port(), {}};
        CHECK(app::healthcheck(endpoint, err) == row.code);
        admin.join();
        CHECK_THAT(admin.head(), Catch::StartsWith("GET /readyz HTTP/1.1\r\n"));
        CHECK_THAT(err.str(), Catch::Contains(row.message));
        CHECK(err.str().empty() == (row.code == 0));
    }
}

TEST_CASE("healthcheck over a unix socket") {
    const TemporaryDirectory directory;
    config::Endpoint endpoint;
    endpoint.unix_path = (directory.path() / "admin").string();
    const OneAnswer<asio::local::stream_protocol> admin(
        endpoint.unix_path, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    std::ostringstream err;
    CHECK(app::healthcheck(endpoint, err) == 0);
}

TEST_CASE("healthcheck: nobody there, or nobody who answers") {
    asio::io_context io;
    std::uint16_t port = 0;
    {
        const tcp::acceptor closed(io, loopback);
        port = closed.local_endpoint().port();
    }
    std::ostringstream refused;
    CHECK(app::healthcheck({"127.0.0.1", port, {}}, refused) == 1);
    CHECK_THAT(refused.str(), Catch::Contains("refused"));

    const tcp::acceptor silent(io, loopback);   // the backlog takes the connection
    std::ostringstream late;
    CHECK(app::healthcheck({"127.0.0.1", silent.local_endpoint().port(), {}}, late,
                           std::chrono::milliseconds(50)) == 1);
    CHECK_THAT(late.str(), Catch::Contains("no answer in time"));
}

#include "admin/server.hpp"

#include "tests/admin/client.hpp"
#include "tests/admin/scratch_directory.hpp"

#include <atomic>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/system/system_error.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <deque>
#include <filesystem>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;
using admin::AdminServer;
using admin_tests::Client;

namespace {

const config::Endpoint any_port{"127.0.0.1", 0, {}};

admin::Callbacks callbacks() {
    return {[] {
                return admin::ReadyState{"1", admin::Phase::serving, {{"govuk", 2, "enforce", {}}}};
            },
            [] { return std::string("a_total 1\n"); }};
}

struct Fixture {
    explicit Fixture(admin::Limits limits = {}) : server(any_port, callbacks(), limits) {}

    [[nodiscard]] Client client() const { return Client(server.local_endpoint().port); }

    /// The answer to one request, after which the server closes.
    [[nodiscard]] std::string ask(const std::string& text) const {
        Client some = client();
        some.send(text);
        return some.read_to_end();
    }

    AdminServer server;
};

bool starts_with(const std::string& text, std::string_view start) {
    return text.compare(0, start.size(), start) == 0;
}

std::string body(const std::string& response) {
    return response.substr(response.find("\r\n\r\n") + 4);
}

std::string get(const std::string& path, const std::string& fields = {}) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

}   // namespace

TEST_CASE("a connection carries several requests") {
    const Fixture fixture;
    Client client = fixture.client();
    client.send(get("/healthz"));
    CHECK(body(client.read_response()) == "ok");
    client.send(get("/metrics"));
    CHECK(body(client.read_response()) == "a_total 1\n");
    client.send(get("/nowhere") + get("/readyz"));
    CHECK(starts_with(client.read_response(), "HTTP/1.1 404 "));
    CHECK(body(client.read_response()).find("\"revision\":2") != std::string::npos);
    client.send(get("/healthz", "Connection: close\r\n"));
    CHECK(starts_with(client.read_to_end(), "HTTP/1.1 200 "));
    CHECK(client.error() == boost::asio::error::eof);
}

TEST_CASE("HEAD is answered without a body") {
    const Fixture fixture;
    const std::string response =
        fixture.ask("HEAD /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(response.find("Content-Length: 10\r\n") != std::string::npos);
    CHECK(body(response).empty());
}

TEST_CASE("HTTP/1.0 is answered and closed") {
    const Fixture fixture;
    const std::string response = fixture.ask("GET /healthz HTTP/1.0\r\n\r\n");
    CHECK(starts_with(response, "HTTP/1.0 200 "));
    CHECK(body(response) == "ok");
}

TEST_CASE("a request with a body is answered, and the connection ends in order") {
    const Fixture fixture;
    Client client = fixture.client();
    client.send("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n");
    client.send(std::string(20000, 'x'));
    client.finish();
    const std::string response = client.read_to_end();
    CHECK(starts_with(response, "HTTP/1.1 405 "));
    CHECK(response.find("Allow: GET, HEAD\r\n") != std::string::npos);
    CHECK(client.error() == boost::asio::error::eof);
}

TEST_CASE("what is no request is refused") {
    struct Row {
        std::string request;
        std::string start;
    };
    const Row rows[] = {
        {"nonsense\r\n\r\n", "HTTP/1.1 400 "},
        {"GET /healthz HTTP/9.9\r\n\r\n", "HTTP/1.1 400 "},
        {get("/healthz", "A: " + std::string(9000, 'a') + "\r\n"), "HTTP/1.1 431 "},
        {"GET /" + std::string(20000, 'a') + " HTTP/1.1\r\n\r\n", "HTTP/1.1 431 "},
    };
    const Fixture fixture;
    for (const Row& row : rows) {
        CAPTURE(row.request.substr(0, 60));
        Client client = fixture.client();
        client.send(row.request);
        client.finish();
        CHECK(starts_with(client.read_to_end(), row.start));
    }
    CHECK(body(fixture.ask(get("/healthz", "Connection: close\r\n"))) == "ok");
}

TEST_CASE("a head just below the limit is read") {
    const Fixture fixture;
    const std::string response =
        fixture.ask(get("/healthz", "Connection: close\r\nA: " + std::string(8000, 'a') + "\r\n"));
    CHECK(starts_with(response, "HTTP/1.1 200 "));
}

TEST_CASE("a client that says nothing, or half a head, is let go") {
    const Fixture fixture({4, 8192, 1s});
    Client silent = fixture.client();
    Client half = fixture.client();
    half.send("GET /healthz HT");
    CHECK(silent.read_to_end().empty());
    CHECK(half.read_to_end().empty());
    CHECK(silent.error() == boost::asio::error::eof);
    CHECK(half.error() == boost::asio::error::eof);
}

TEST_CASE("one connection too many is closed, and a seat is free again later") {
    const Fixture fixture({2, 8192, 10s});
    std::deque<Client> seated;
    for (int number = 0; number < 2; ++number) {
        seated.emplace_back(fixture.server.local_endpoint().port);
        seated.back().send(get("/healthz"));
        REQUIRE(body(seated.back().read_response()) == "ok");
    }
    CHECK(fixture.client().read_to_end().empty());
    seated.pop_front();
    // The server learns of the close when it next looks: a bounded number of attempts.
    std::string response;
    for (int attempt = 0; attempt < 1000 && response.empty(); ++attempt) {
        response = fixture.ask(get("/healthz", "Connection: close\r\n"));
    }
    CHECK(starts_with(response, "HTTP/1.1 200 "));
}

TEST_CASE("a port in use is a fault") {
    const Fixture fixture;
    try {
        const AdminServer second(fixture.server.local_endpoint(), callbacks());
        FAIL("listened twice");
    } catch (const boost::system::system_error& error) {
        CHECK(error.code().message() == "Address already in use");
    }
}

TEST_CASE("the port is free at once after the server went, with clients still there") {
    auto first = std::make_unique<AdminServer>(any_port, callbacks());
    const auto endpoint = first->local_endpoint();
    Client client(endpoint.port);
    client.send(get("/healthz"));
    CHECK(body(client.read_response()) == "ok");
    first.reset();
    CHECK(client.read_to_end().empty());
    const AdminServer second(endpoint, callbacks());
    CHECK(second.local_endpoint() == endpoint);
}

TEST_CASE("a callback that throws costs one answer") {
    std::atomic<bool> broken = true;
    admin::Callbacks some = callbacks();
    some.metrics = [&broken]() -> std::string {
        if (broken) {
            throw std::runtime_error("no");
        }
        return "a 1\n";
    };
    const AdminServer server(any_port, some);
    Client client(server.local_endpoint().port);
    client.send(get("/metrics"));
    CHECK(starts_with(client.read_response(), "HTTP/1.1 500 "));
    broken = false;
    client.send(get("/metrics"));
    CHECK(body(client.read_response()) == "a 1\n");
}

TEST_CASE("the server answers on a unix socket and takes its file away") {
    const admin_tests::ScratchDirectory scratch;
    const config::Endpoint endpoint{{}, 0, scratch.file("admin.sock")};
    {
        const AdminServer server(endpoint, callbacks());
        CHECK(server.local_endpoint() == endpoint);
        boost::asio::io_context context;
        boost::asio::local::stream_protocol::socket client(context);
        client.connect(endpoint.unix_path);
        boost::asio::write(client, boost::asio::buffer(get("/healthz", "Connection: close\r\n")));
        std::string response;
        boost::system::error_code error;
        boost::asio::read(client, boost::asio::dynamic_buffer(response), error);
        CHECK(error == boost::asio::error::eof);
        CHECK(body(response) == "ok");
    }
    CHECK_FALSE(std::filesystem::exists(endpoint.unix_path));
}

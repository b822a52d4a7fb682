#include "config/load.hpp"
#include "net/bind.hpp"
#include "observe/event_log.hpp"
#include "proxy/service.hpp"
#include "tests/net/turns.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace proxy {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view registry = R"(registry: 1
site: s
consent: {cookie: choice}
categories:
  - {id: essential, cookies: [{name: choice}]}
  - {id: usage, cookies: [{name: "_ga_*"}]}
)";

constexpr std::string_view page = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
constexpr std::string_view switched =
    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n"
    "Set-Cookie: _ga_secret=1\r\n\r\n";

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

// One worker that serves, a visitor and an origin, all in this thread.
struct House {
    House() : bound(std::move(*net::bind_listener({"127.0.0.1", 0, {}}, 1))) {
        listener.emplace(worker, std::move(bound.sockets.front()),
                         [this](net::Accepted one) { origin = std::move(one.socket); });
        auto snapshot = make_snapshot(bound.endpoint.port);
        first = snapshot;
        auto tls = make_tls_contexts(snapshot->settings(), keys);
        service.emplace(worker, shared, std::move(snapshot), std::move(tls));
        std::array<int, 2> ends{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
        visitor = net::Descriptor(ends[0]);
        net::Accepted accepted{net::Descriptor(ends[1]), {}};
        socklen_t size = static_cast<socklen_t>(accepted.peer.capacity());
        ::getpeername(ends[1], accepted.peer.data(), &size);
        accepted.peer.resize(size);
        service->take(std::move(accepted), 0);
    }
    ~House() {
        visitor = {};
        origin = {};
        run_until([&] { return worker.connections() == 0; });
        listener.reset();
        service.reset();
        net_test::poll(worker);
    }

    static std::shared_ptr<const config::Snapshot> make_snapshot(unsigned short port) {
        std::vector<config::Fault> faults;
        config::Settings settings;
        settings.listeners.push_back({config::default_listener, {}});
        config::Site site;
        site.name = "s";
        site.hosts = {"*"};
        site.registry = config::parse_registry(registry, "r.yaml", faults);
        REQUIRE(site.registry);
        site.upstream.host = "127.0.0.1";
        site.upstream.port = port;
        settings.sites.push_back(std::move(site));
        return std::make_shared<const config::Snapshot>(std::move(settings));
    }

    /// Another configuration: of another origin.
    void reload() {
        auto snapshot = make_snapshot(1);
        auto tls = make_tls_contexts(snapshot->settings(), keys);
        service->adopt(std::move(snapshot), std::move(tls));
    }

    template <class Condition>
    void run_until(Condition condition) {
        for (int i = 0; i < 2'000 && !condition(); ++i) {
            worker.turn(10ms);
        }
        REQUIRE(condition());
    }

    static void send(const net::Descriptor& to, std::string_view bytes) {
        REQUIRE(::send(to.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(bytes.size()));
    }

    /// Runs until these bytes have come.
    void await(const net::Descriptor& from, std::string_view what) {
        std::string got;
        run_until([&] {
            std::array<char, 4096> room{};
            const ssize_t size =
                from ? ::recv(from.get(), room.data(), room.size(), MSG_DONTWAIT) : 0;
            got.append(room.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
            return got.find(what) != std::string::npos;
        });
    }

    /// Runs until the other side has closed.
    void await_end(const net::Descriptor& of) {
        run_until([&] {
            char byte = 0;
            return ::recv(of.get(), &byte, 1, MSG_DONTWAIT) == 0;
        });
    }

    std::string access_log() {
        net_test::run_for(worker, 200ms);   // a tick hands lines over
        std::string text;
        for (int i = 0; i < 200 && text.empty(); ++i) {
            worker.turn(50ms);
            std::array<char, 4096> room{};
            const ssize_t size = ::pread(::fileno(file.get()), room.data(), room.size(), 0);
            text.assign(room.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
        }
        return text;
    }

    net::Worker worker;
    net::Bound bound;
    std::optional<net::Listener> listener;
    net::Descriptor visitor;
    net::Descriptor origin;
    std::unique_ptr<std::FILE, CloseFile> file{std::tmpfile()};
    std::shared_ptr<spdlog::logger> events =
        observe::make_event_log(observe::LineFormat::text, spdlog::level::err);
    observe::Ledger ledger{"test"};
    observe::LogWriter log_writer{::fileno(file.get()), ledger.lost_log_lines()};
    UnusableWatches watches;
    ModeSwitches modes;
    net::OwnConnections own_connections;
    net::OriginShares origin_shares;
    receipts::Writer receipts{*events};
    Hints hints;
    std::string instance = make_instance_name();
    std::atomic<bool> draining{false};
    std::shared_ptr<net::TicketKeys> keys = std::make_shared<net::TicketKeys>();
    Shared shared{ledger,   log_writer, *events, watches,  modes, own_connections, origin_shares,
                  receipts, instance,   hints,   draining, 1,     1U << 26U};
    std::weak_ptr<const config::Snapshot> first;
    std::optional<Service> service;
};

}   // namespace

TEST_CASE("a tunnel keeps no old snapshot alive") {
    House house;
    House::send(house.visitor,
                "GET /socket HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade\r\nUpgrade: x\r\n"
                "Cookie: choice={}; _ga_secret=2\r\n\r\n");
    house.await(house.origin, "\r\n\r\n");
    House::send(house.origin, switched);
    house.await(house.visitor, "\r\n\r\n");
    CHECK_FALSE(house.first.expired());
    house.reload();
    CHECK(house.first.expired());

    House::send(house.visitor, "question");
    house.await(house.origin, "question");
    House::send(house.origin, "answer");
    house.await(house.visitor, "answer");
    house.visitor = {};
    house.await_end(house.origin);
    house.origin = {};
    // Counted and logged as if it still had all that it began with.
    const std::string line = house.access_log();
    CHECK_THAT(line, Catch::Contains(" s ") && Catch::Contains(" 101 ") &&
                         Catch::Contains("cookie:_ga_*:refused") &&
                         Catch::Contains("set-cookie:_ga_*:refused"));
    CHECK_THAT(house.ledger.text(),
               Catch::Contains("consent_proxy_requests_total{site=\"s\",code=\"1xx\"} 1"));
}

TEST_CASE("an idle connection keeps none, and the origin of a site that is gone is left") {
    House house;
    House::send(house.visitor, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
    house.await(house.origin, "\r\n\r\n");
    House::send(house.origin, page);
    house.await(house.visitor, "hi");
    CHECK_FALSE(house.first.expired());
    house.reload();
    CHECK(house.first.expired());
    house.await_end(house.origin);
}

TEST_CASE("an exchange that runs ends with what it began with") {
    House house;
    House::send(house.visitor, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
    house.await(house.origin, "\r\n\r\n");
    house.reload();
    CHECK_FALSE(house.first.expired());
    House::send(house.origin, page);
    house.await(house.visitor, "hi");
    house.run_until([&] { return house.first.expired(); });
}

}   // namespace proxy

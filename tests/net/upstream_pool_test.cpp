#include "net/upstream_pool.hpp"

#include "net/bind.hpp"
#include "net/listener.hpp"
#include "tests/net/turns.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <catch2/catch.hpp>
#include <functional>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace net {
namespace {

using Connected = boost::system::result<UpstreamPtr, ConnectFault>;

// An origin that accepts and keeps what it accepted, and a pool to it, on one worker.
struct Origin {
    Origin() : bound(std::move(*bind_listener({"127.0.0.1", 0, {}}, 1))) {
        settings.host = "127.0.0.1";
        settings.port = bound.endpoint.port;
        listener.emplace(worker, std::move(bound.sockets.front()), [this](Accepted one) {
            accepted.push_back(std::move(one));
            return true;
        });
    }
    ~Origin() {
        listener.reset();
        net_test::poll(worker);
    }

    Detached ask(UpstreamPool& pool, std::optional<Connected>& result) {
        deadline.set(std::chrono::milliseconds(2'000));
        ConnectionLimit::Place place = pool.take_place();
        auto connected = co_await pool.connect(place, signal, deadline);
        result.emplace(std::move(connected));
    }

    UpstreamPtr connect(UpstreamPool& pool) {
        std::optional<Connected> result;
        ask(pool, result);
        run_until([&] { return result.has_value(); });
        REQUIRE(result->has_value());
        return std::move(**result);
    }

    // What this pool has together with others that are given the same.
    static OriginShare share(unsigned keepalive) {
        return {std::make_shared<ConnectionLimit>(), std::make_shared<IdleShare>(keepalive)};
    }

    template <class Condition>
    void run_until(Condition condition) {
        for (int i = 0; i < 1'000 && !condition(); ++i) {
            worker.turn(std::chrono::milliseconds(10));
        }
        REQUIRE(condition());
    }

    Worker worker;
    Bound bound;
    config::UpstreamSettings settings;
    OwnConnections own;
    std::vector<Accepted> accepted;
    std::optional<Listener> listener;
    Signal signal;
    Deadline deadline{worker.deadlines(), signal};
};

namespace tcp = boost::asio::ip;

// Answers look-ups as it is told, one after the other; the last answer stays.
struct Names {
    LookupPtr operator()(Waker& waker) {
        const LookupPtr lookup(new Lookup);
        lookup->waker = &waker;
        ++asked;
        const std::vector<Endpoint> answer = answers.front();
        if (answers.size() > 1) {
            answers.erase(answers.begin());
        }
        worker.post([lookup, answer] {
            lookup->done = true;
            lookup->endpoints = answer;
            if (lookup->waker != nullptr) {
                lookup->waker->raise();
            }
        });
        return lookup;
    }

    Worker& worker;
    std::vector<std::vector<Endpoint>> answers;
    int asked = 0;
};

struct NamedOrigin : Origin {
    NamedOrigin() {
        here = tcp::tcp::endpoint(tcp::make_address("127.0.0.1"), settings.port);
        // Nobody listens there: the port is bound on another address alone.
        nobody = tcp::tcp::endpoint(tcp::make_address("127.0.0.2"), settings.port);
        settings.host = "origin.example";
    }

    Endpoint here;
    Endpoint nobody;
};

}   // namespace

TEST_CASE_METHOD(NamedOrigin, "the next address is tried when one refuses, and kept in front") {
    Names names{worker, {{nobody, here}}};
    UpstreamPool pool(worker, own, settings, share(4), 1, {std::ref(names), std::chrono::hours(1)});
    for (int i = 0; i < 3; ++i) {
        const UpstreamPtr connection = connect(pool);
        CHECK(connection->stream().remote_endpoint() == here);
    }
    CHECK(names.asked == 1);
}

TEST_CASE_METHOD(NamedOrigin, "a name is looked up anew without a request that waits for it") {
    Names names{worker, {{here}, {}, {nobody, here}}};
    UpstreamPool pool(worker, own, settings, share(4), 1,
                      {std::ref(names), std::chrono::milliseconds(-1)});
    for (int i = 0; i < 4; ++i) {
        CHECK(connect(pool)->stream().remote_endpoint() == here);
        net_test::poll(worker);
    }
    CHECK(names.asked == 4);
}

TEST_CASE_METHOD(NamedOrigin, "a name that moved is found when nobody is where it was") {
    Names names{worker, {{nobody}, {nobody}, {here}}};
    UpstreamPool pool(worker, own, settings, share(4), 1, {std::ref(names), std::chrono::hours(1)});
    std::optional<Connected> result;
    ask(pool, result);
    run_until([&] { return result.has_value(); });
    CHECK(result->error() == ConnectFault::refused);
    result.reset();
    ask(pool, result);
    run_until([&] { return result.has_value(); });
    CHECK(result->error() == ConnectFault::refused);
    CHECK(names.asked == 2);
    CHECK(connect(pool)->stream().remote_endpoint() == here);
}

TEST_CASE_METHOD(Origin, "a connection that was given back is handed out again") {
    UpstreamPool pool(worker, own, settings, share(4), 1);
    CHECK(pool.take(signal) == nullptr);
    UpstreamPtr connection = connect(pool);
    CHECK_FALSE(connection->reused());
    pool.give(std::move(connection));
    CHECK(pool.idle() == 1);
    connection = pool.take(signal);
    REQUIRE(connection != nullptr);
    CHECK(connection->reused());
    CHECK(pool.idle() == 0);
}

TEST_CASE_METHOD(Origin, "no more rest than the share allows") {
    UpstreamPool pool(worker, own, settings, share(1), 1);
    UpstreamPtr one = connect(pool);
    UpstreamPtr other = connect(pool);
    pool.give(std::move(one));
    pool.give(std::move(other));
    CHECK(pool.idle() == 1);
}

TEST_CASE_METHOD(Origin, "one that the origin closes is gone from the pool") {
    UpstreamPool pool(worker, own, settings, share(4), 1);
    pool.give(connect(pool));
    run_until([&] { return accepted.size() == 1; });
    accepted.clear();
    run_until([&] { return pool.idle() == 0; });
}

TEST_CASE_METHOD(Origin, "one that the origin has just closed is not handed out for a POST") {
    UpstreamPool pool(worker, own, settings, share(4), 1);
    pool.give(connect(pool));
    run_until([&] { return accepted.size() == 1; });
    accepted.clear();
    CHECK(pool.take_surely(signal) == nullptr);
    CHECK(pool.idle() == 0);
}

TEST_CASE_METHOD(Origin, "one that has rested for too long is closed") {
    settings.idle = std::chrono::milliseconds(60);
    UpstreamPool pool(worker, own, settings, share(4), 1);
    pool.give(connect(pool));
    run_until([&] { return pool.idle() == 0; });
}

TEST_CASE_METHOD(Origin, "nobody listening is refused, and said so") {
    config::UpstreamSettings nobody = settings;
    listener.reset();
    UpstreamPool pool(worker, own, nobody, share(4), 1);
    std::optional<Connected> result;
    ask(pool, result);
    run_until([&] { return result.has_value(); });
    REQUIRE(result->has_error());
    CHECK(result->error() == ConnectFault::refused);
}

TEST_CASE_METHOD(Origin, "a name is looked up, and one that does not exist is told apart") {
    settings.host = "localhost";
    UpstreamPool pool(worker, own, settings, share(4), 1);
    CHECK(connect(pool) != nullptr);
    settings.host = "no-such-host.invalid";
    UpstreamPool missing(worker, own, settings, share(4), 2);
    std::optional<Connected> result;
    ask(missing, result);
    run_until([&] { return result.has_value(); });
    REQUIRE(result->has_error());
}

TEST_CASE_METHOD(Origin, "what one pool does not need rests in another") {
    const OriginShare both = share(2);
    UpstreamPool one(worker, own, settings, both, 1);
    UpstreamPool other(worker, own, settings, both, 1);
    UpstreamPtr first = connect(one);
    UpstreamPtr second = connect(one);
    one.give(std::move(first));
    one.give(std::move(second));
    CHECK(one.idle() == 2);
    other.give(connect(other));
    CHECK(other.idle() == 0);
    first = one.take(signal);
    one.tick();   // the other was short of one
    other.give(connect(other));
    CHECK(other.idle() == 1);
    one.give(std::move(first));
    CHECK(one.idle() == 1);
    CHECK(one.idle() + other.idle() == 2);
}

TEST_CASE_METHOD(NamedOrigin, "no way to one address says less than what another answered") {
    const Endpoint nowhere = tcp::tcp::endpoint(tcp::make_address("255.255.255.255"), 1);
    const std::pair<std::vector<Endpoint>, ConnectFault> table[] = {
        {{nowhere}, ConnectFault::unroutable},
        {{nowhere, nobody}, ConnectFault::refused},
        {{nobody, nowhere}, ConnectFault::refused},
    };
    for (const auto& [addresses, fault] : table) {
        Names names{worker, {addresses}};
        UpstreamPool pool(worker, own, settings, share(4), 1,
                          {std::ref(names), std::chrono::hours(1)});
        std::optional<Connected> result;
        ask(pool, result);
        run_until([&] { return result.has_value(); });
        REQUIRE(result->has_error());
        CHECK(result->error() == fault);
    }
    Names moved{worker, {{nowhere}, {nowhere}, {here}}};
    UpstreamPool pool(worker, own, settings, share(4), 1, {std::ref(moved), std::chrono::hours(1)});
    std::optional<Connected> result;
    ask(pool, result);
    run_until([&] { return result.has_value(); });
    CHECK(result->error() == ConnectFault::unroutable);
    result.reset();
    ask(pool, result);
    run_until([&] { return result.has_value(); });
    CHECK(result->error() == ConnectFault::unroutable);
    CHECK(connect(pool)->stream().remote_endpoint() == here);
}

TEST_CASE_METHOD(NamedOrigin, "a look-up that takes too long is told apart") {
    const auto never = [](Waker& waker) {
        const LookupPtr lookup(new Lookup);
        lookup->waker = &waker;
        return lookup;
    };
    UpstreamPool pool(worker, own, settings, share(4), 1, {never, std::chrono::hours(1)});
    std::optional<Connected> result;
    ask(pool, result);
    deadline.set(std::chrono::milliseconds(60));
    run_until([&] { return result.has_value(); });
    CHECK(result->error() == ConnectFault::lookup_timed_out);
}

TEST_CASE_METHOD(Origin, "a unix socket whose queue is full is asked again until it is not") {
    // A name, not a file.
    settings.unix_path = std::string(1, '\0') + "pool-test-" + std::to_string(::getpid());
    const boost::asio::local::stream_protocol::endpoint address(settings.unix_path);
    const Descriptor door(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    REQUIRE(::bind(door.get(), address.data(), static_cast<socklen_t>(address.size())) == 0);
    REQUIRE(::listen(door.get(), 0) == 0);
    settings.scheme = config::Scheme::unix_socket;
    UpstreamPool pool(worker, own, settings, share(4), 1);
    const UpstreamPtr first = connect(pool);
    std::optional<Connected> result;
    ask(pool, result);
    net_test::run_for(worker, std::chrono::milliseconds(150));
    CHECK_FALSE(result);
    const Descriptor taken(::accept(door.get(), nullptr, nullptr));
    REQUIRE(taken);
    run_until([&] { return result.has_value(); });
    CHECK(result->has_value());
}

}   // namespace net

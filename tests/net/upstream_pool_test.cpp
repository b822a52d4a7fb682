#include "net/upstream_pool.hpp"

#include "net/bind.hpp"
#include "net/listener.hpp"

#include <catch2/catch.hpp>
#include <optional>
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
        worker.context().poll();
    }

    Detached ask(UpstreamPool& pool, std::optional<Connected>& result) {
        deadline.set(std::chrono::milliseconds(2'000));
        auto connected = co_await pool.connect(signal, deadline);
        result.emplace(std::move(connected));
    }

    UpstreamPtr connect(UpstreamPool& pool) {
        std::optional<Connected> result;
        ask(pool, result);
        run_until([&] { return result.has_value(); });
        REQUIRE(result->has_value());
        return std::move(**result);
    }

    template <class Condition>
    void run_until(Condition condition) {
        for (int i = 0; i < 1'000 && !condition(); ++i) {
            worker.context().run_one_for(std::chrono::milliseconds(10));
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

}   // namespace

TEST_CASE_METHOD(Origin, "a connection that was given back is handed out again") {
    UpstreamPool pool(worker, own, settings, 4, 1);
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
    UpstreamPool pool(worker, own, settings, 1, 1);
    UpstreamPtr one = connect(pool);
    UpstreamPtr other = connect(pool);
    pool.give(std::move(one));
    pool.give(std::move(other));
    CHECK(pool.idle() == 1);
}

TEST_CASE_METHOD(Origin, "one that the origin closes is gone from the pool") {
    UpstreamPool pool(worker, own, settings, 4, 1);
    pool.give(connect(pool));
    run_until([&] { return accepted.size() == 1; });
    accepted.clear();
    run_until([&] { return pool.idle() == 0; });
}

TEST_CASE_METHOD(Origin, "one that the origin has just closed is not handed out for a POST") {
    UpstreamPool pool(worker, own, settings, 4, 1);
    pool.give(connect(pool));
    run_until([&] { return accepted.size() == 1; });
    accepted.clear();
    CHECK(pool.take_surely(signal) == nullptr);
    CHECK(pool.idle() == 0);
}

TEST_CASE_METHOD(Origin, "one that has rested for too long is closed") {
    settings.idle = std::chrono::milliseconds(60);
    UpstreamPool pool(worker, own, settings, 4, 1);
    pool.give(connect(pool));
    run_until([&] { return pool.idle() == 0; });
}

TEST_CASE_METHOD(Origin, "nobody listening is refused, and said so") {
    config::UpstreamSettings nobody = settings;
    listener.reset();
    UpstreamPool pool(worker, own, nobody, 4, 1);
    std::optional<Connected> result;
    ask(pool, result);
    run_until([&] { return result.has_value(); });
    REQUIRE(result->has_error());
    CHECK(result->error() == ConnectFault::refused);
}

TEST_CASE_METHOD(Origin, "a name is looked up, and one that does not exist is told apart") {
    settings.host = "localhost";
    UpstreamPool pool(worker, own, settings, 4, 1);
    CHECK(connect(pool) != nullptr);
    settings.host = "no-such-host.invalid";
    UpstreamPool missing(worker, own, settings, 4, 2);
    std::optional<Connected> result;
    ask(missing, result);
    run_until([&] { return result.has_value(); });
    REQUIRE(result->has_error());
}

}   // namespace net

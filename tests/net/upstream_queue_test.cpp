#include "net/bind.hpp"
#include "net/listener.hpp"
#include "net/upstream_pool.hpp"
#include "tests/net/turns.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace net {
namespace {

struct Count final : Waker {
    void raise() override { ++times; }
    int times = 0;
};

// An origin that takes so many connections, all of them in use, and the pool of one worker.
struct FullOrigin {
    explicit FullOrigin(std::size_t most = 1,
                        std::chrono::milliseconds idle = std::chrono::hours(1))
        : bound(std::move(*bind_listener({"127.0.0.1", 0, {}}, 1))) {
        config::UpstreamSettings settings;
        settings.host = "127.0.0.1";
        settings.port = bound.endpoint.port;
        settings.idle = idle;
        listener.emplace(worker, std::move(bound.sockets.front()), [this](Accepted one) {
            accepted.push_back(std::move(one));
            return true;
        });
        share.limit->set(most, 4);
        pool.emplace(worker, own, settings, share, 1);
        for (std::size_t i = 0; i < most; ++i) {
            connect();
        }
        run_until([&] { return accepted.size() == most; });
    }
    ~FullOrigin() {
        listener.reset();
        net_test::poll(worker);
    }

    Detached ask() {
        Deadline deadline(worker.deadlines(), signal);
        deadline.set(std::chrono::seconds(10));
        ConnectionLimit::Place place = pool->take_place();
        auto connected = co_await pool->connect(place, signal, deadline);
        if (connected) {
            in_use.push_back(std::move(*connected));
        }
    }

    void connect() {
        const std::size_t before = in_use.size();
        ask();
        run_until([&] { return in_use.size() > before; });
    }

    // An exchange has done with one.
    void give(std::optional<std::chrono::milliseconds> patience = std::nullopt) {
        UpstreamPtr one = std::move(in_use.back());
        in_use.pop_back();
        pool->give(std::move(one), patience);
    }

    // Nothing yet, for who cannot use what he was handed.
    void claim_in_vain(UpstreamTurn& turn, bool fresh) {
        const UpstreamPool::Claim claim = pool->claim(turn, waker, fresh);
        CHECK_FALSE(claim.connection);
        CHECK_FALSE(claim.place);
    }

    // Who waits looks again when he is woken, and not before.
    ConnectionLimit::Place await_place(UpstreamTurn& turn) {
        UpstreamPool::Claim claim;
        int seen = -1;
        run_until([&] {
            if (!claim.place && std::exchange(seen, waker.times) != waker.times) {
                claim = pool->claim(turn, waker, true);
            }
            return static_cast<bool>(claim.place);
        });
        return std::move(claim.place);
    }

    template <class Condition>
    void run_until(Condition condition) {
        for (int i = 0; i < 2'000 && !condition(); ++i) {
            worker.turn(std::chrono::milliseconds(10));
        }
        REQUIRE(condition());
    }

    Worker worker;
    Bound bound;
    OwnConnections own;
    OriginShare share{std::make_shared<ConnectionLimit>(), std::make_shared<IdleShare>(4)};
    std::vector<Accepted> accepted;
    std::optional<Listener> listener;
    Signal signal;
    Count waker;
    std::optional<UpstreamPool> pool;
    std::vector<UpstreamPtr> in_use;
};

}   // namespace

TEST_CASE("a connection that is handed on serves who waits") {
    FullOrigin origin;
    const UpstreamTurnPtr turn = origin.pool->line_up(origin.waker);
    origin.claim_in_vain(*turn, false);
    origin.give();
    net_test::poll(origin.worker);
    CHECK(origin.waker.times == 1);
    CHECK(origin.pool->claim(*turn, origin.waker, false).connection);
    origin.pool->leave(*turn);
}

TEST_CASE(
    "who needs a fresh one waits until the origin is through with the one that he was handed") {
    FullOrigin origin;
    const UpstreamTurnPtr turn = origin.pool->line_up(origin.waker);
    origin.give();
    origin.claim_in_vain(*turn, true);
    CHECK_FALSE(origin.share.limit->take());
    origin.accepted.clear();
    CHECK(origin.await_place(*turn));
    origin.pool->leave(*turn);
    CHECK(origin.share.limit->take());
}

TEST_CASE("one that the origin has closed meanwhile is of no use to who waits") {
    FullOrigin origin;
    const UpstreamTurnPtr turn = origin.pool->line_up(origin.waker);
    origin.give();
    origin.accepted.clear();
    CHECK_FALSE(origin.pool->claim(*turn, origin.waker, false).connection);
    CHECK(origin.await_place(*turn));
    origin.pool->leave(*turn);
}

TEST_CASE("an origin that never closes keeps nobody waiting for ever") {
    FullOrigin origin;
    const UpstreamTurnPtr turn = origin.pool->line_up(origin.waker);
    origin.give();
    origin.claim_in_vain(*turn, true);
    CHECK(origin.await_place(*turn));
    CHECK(origin.accepted.size() == 1);
    origin.pool->leave(*turn);
}

TEST_CASE("the place of a connection that was of no use goes in the order of coming") {
    FullOrigin origin;
    const UpstreamTurnPtr first = origin.pool->line_up(origin.waker);
    const UpstreamTurnPtr second = origin.pool->line_up(origin.waker);
    origin.give();
    origin.claim_in_vain(*first, true);
    origin.accepted.clear();
    ConnectionLimit::Place place = origin.await_place(*first);
    origin.claim_in_vain(*second, true);
    origin.pool->leave(*first);
    place = {};
    CHECK(origin.pool->claim(*second, origin.waker, true).place);
    origin.pool->leave(*second);
}

TEST_CASE("the place of who left meanwhile goes to the next") {
    FullOrigin origin;
    const UpstreamTurnPtr first = origin.pool->line_up(origin.waker);
    const UpstreamTurnPtr second = origin.pool->line_up(origin.waker);
    origin.give();
    origin.claim_in_vain(*first, true);
    origin.pool->leave(*first);
    origin.accepted.clear();
    CHECK(origin.await_place(*second));
    origin.pool->leave(*second);
}

TEST_CASE("no second connection is given up for who waits for the place of one") {
    FullOrigin origin(2);
    const UpstreamTurnPtr turn = origin.pool->line_up(origin.waker);
    origin.give();
    origin.claim_in_vain(*turn, true);
    origin.give();
    CHECK(origin.pool->idle() == 1);
    CHECK(origin.await_place(*turn));
    CHECK(origin.pool->idle() == 1);
    origin.pool->leave(*turn);
}

TEST_CASE("what was handed on and not claimed rests no longer than the origin keeps it") {
    FullOrigin origin;
    const UpstreamTurnPtr turn = origin.pool->line_up(origin.waker);
    origin.give(std::chrono::milliseconds(200));
    origin.pool->leave(*turn);
    CHECK(origin.pool->idle() == 1);
    origin.run_until([&] { return origin.pool->idle() == 0; });
}

}   // namespace net

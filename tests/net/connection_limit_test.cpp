#include "net/connection_limit.hpp"

#include "net/idle_share.hpp"
#include "tests/net/turns.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <memory>
#include <thread>
#include <vector>

namespace net {
namespace {

using Place = ConnectionLimit::Place;

struct Queue {
    Queue(std::size_t most, std::size_t length) { limit->set(most, length); }

    ConnectionLimit::TurnPtr line_up() {
        auto turn = std::make_shared<ConnectionLimit::Turn>(worker, this, waker);
        return limit->line_up(turn) ? turn : nullptr;
    }

    /// How often somebody was woken.
    int woken() {
        net_test::poll(worker);
        return waker.times;
    }

    struct Count final : Waker {
        void raise() override { ++times; }
        int times = 0;
    };

    Worker worker;
    Count waker;
    std::shared_ptr<ConnectionLimit> limit = std::make_shared<ConnectionLimit>();
};

}   // namespace

TEST_CASE("so many places and no more") {
    Queue queue(2, 0);
    Place one = queue.limit->take();
    const Place other = queue.limit->take();
    CHECK(one);
    CHECK(other);
    CHECK_FALSE(queue.limit->take());
    CHECK(queue.line_up() == nullptr);
    one = Place();
    CHECK(queue.limit->take());
}

TEST_CASE("without a bound there is always one") {
    Queue queue(0, 0);
    std::vector<Place> places;
    for (int i = 0; i < 100; ++i) {
        places.push_back(queue.limit->take());
        CHECK(places.back());
    }
    CHECK_FALSE(queue.limit->limits());
}

TEST_CASE("who waits is served in the order of coming") {
    Queue queue(1, 2);
    Place place = queue.limit->take();
    const auto first = queue.line_up();
    const auto second = queue.line_up();
    REQUIRE(first);
    REQUIRE(second);
    CHECK(queue.line_up() == nullptr);
    CHECK(queue.limit->has_queue());
    CHECK_FALSE(queue.limit->claim(*first));
    CHECK(queue.woken() == 0);
    place = Place();
    CHECK(queue.woken() == 1);
    CHECK_FALSE(queue.limit->take());
    CHECK_FALSE(queue.limit->claim(*second));
    Place claimed = queue.limit->claim(*first);
    CHECK(claimed);
    queue.limit->leave(*first);
    claimed = Place();
    CHECK(queue.limit->claim(*second));
    CHECK_FALSE(queue.limit->has_queue());
}

TEST_CASE("who leaves is passed over, with or without a place of his own") {
    Queue queue(1, 3);
    Place place = queue.limit->take();
    const auto first = queue.line_up();
    const auto second = queue.line_up();
    const auto third = queue.line_up();
    queue.limit->leave(*first);
    place = Place();
    queue.limit->leave(*second);
    CHECK(queue.woken() == 1);   // the second has left before he heard of it
    CHECK(queue.limit->claim(*third));
    CHECK(queue.limit->take());
}

TEST_CASE("a bound that is moved holds for who waits") {
    Queue queue(1, 3);
    const Place place = queue.limit->take();
    const auto first = queue.line_up();
    const auto second = queue.line_up();
    queue.limit->set(2, 3);
    const Place claimed = queue.limit->claim(*first);
    CHECK(claimed);
    CHECK_FALSE(queue.limit->claim(*second));
    queue.limit->set(0, 0);
    CHECK(queue.limit->claim(*second));
}

TEST_CASE("a connection is handed on to the next of the same pool alone") {
    Queue queue(1, 3);
    const Place place = queue.limit->take();
    const auto first = queue.line_up();
    CHECK(queue.limit->serve_next_of(&place) == nullptr);
    CHECK(queue.limit->serve_next_of(&queue) == first);
    CHECK(queue.limit->serve_next_of(&queue) == nullptr);
    CHECK_FALSE(queue.limit->has_queue());
}

TEST_CASE("who is promised a place comes first, and is served by that alone") {
    Queue queue(1, 3);
    Place place = queue.limit->take();
    const auto first = queue.line_up();
    const auto second = queue.line_up();
    REQUIRE(queue.limit->serve_next_of(&queue) == first);
    queue.limit->promise(*first);
    CHECK_FALSE(queue.limit->claim(*first));
    CHECK(queue.limit->serve_next_of(&queue) == second);
    queue.limit->promise(*second);
    CHECK_FALSE(queue.limit->has_queue());
    const auto third = queue.line_up();
    place = Place();
    CHECK(queue.woken() == 1);
    CHECK_FALSE(queue.limit->claim(*second));
    CHECK_FALSE(queue.limit->claim(*third));
    place = queue.limit->claim(*first);
    CHECK(place);
    queue.limit->leave(*second);
    place = Place();
    CHECK(queue.limit->claim(*third));
}

TEST_CASE("a promise that a new bound breaks leaves nobody behind") {
    Queue queue(2, 3);
    Place one = queue.limit->take();
    Place other = queue.limit->take();
    const auto turn = queue.line_up();
    REQUIRE(queue.limit->serve_next_of(&queue) == turn);
    queue.limit->promise(*turn);
    queue.limit->set(1, 3);
    CHECK(queue.limit->has_queue());
    one = Place();
    CHECK_FALSE(queue.limit->claim(*turn));
    CHECK(queue.limit->serve_next_of(&queue) == turn);
}

TEST_CASE("where there are more than may be, the end of one is no promise") {
    Queue queue(2, 3);
    Place one = queue.limit->take();
    Place other = queue.limit->take();
    const auto turn = queue.line_up();
    REQUIRE(queue.limit->serve_next_of(&queue) == turn);
    queue.limit->set(1, 3);
    queue.limit->promise(*turn);
    CHECK(queue.limit->has_queue());
    one = Place();
    CHECK_FALSE(queue.limit->claim(*turn));
    other = Place();
    CHECK(queue.limit->claim(*turn));
}

TEST_CASE("the pool with the most at rest is asked for one") {
    Queue queue(1, 3);
    Queue::Count poor;
    Queue::Count rich;
    const auto one = std::make_shared<ConnectionLimit::Lender>(queue.worker, poor);
    const auto other = std::make_shared<ConnectionLimit::Lender>(queue.worker, rich);
    queue.limit->add(one);
    queue.limit->add(other);
    const Place place = queue.limit->take();
    one->idle = 1;
    other->idle = 2;
    const auto turn = queue.line_up();
    net_test::poll(queue.worker);
    CHECK(poor.times == 0);
    CHECK(rich.times == 1);
    queue.limit->remove(other);
    queue.limit->ask_for_one();
    net_test::poll(queue.worker);
    CHECK(poor.times == 1);
    CHECK(rich.times == 1);
    queue.limit->leave(*turn);
    queue.limit->remove(one);
}

TEST_CASE("workers never hold more together than they may") {
    constexpr int most = 3;
    const auto limit = std::make_shared<ConnectionLimit>();
    limit->set(most, 0);
    std::atomic<int> held{0};
    std::atomic<int> most_held{0};
    const auto work = [&] {
        for (int i = 0; i < 20'000; ++i) {
            if (const Place place = limit->take()) {
                const int now = ++held;
                int seen = most_held;
                while (now > seen && !most_held.compare_exchange_weak(seen, now)) {
                }
                --held;
            }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(work);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(most_held <= most);
    CHECK(limit->take());
}

TEST_CASE("what may rest is shared, and a refusal is heard of") {
    IdleShare share(2);
    CHECK(share.reserve());
    CHECK(share.reserve());
    CHECK(share.refusals() == 0);
    CHECK_FALSE(share.reserve());
    CHECK(share.refusals() == 1);
    share.release();
    CHECK(share.reserve());
}

}   // namespace net

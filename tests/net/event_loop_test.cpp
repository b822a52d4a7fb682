#include "net/event_loop.hpp"

#include "tests/net/turns.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <memory>
#include <sys/socket.h>
#include <thread>
#include <utility>
#include <vector>

namespace net {
namespace {

using namespace std::chrono_literals;

// Notes what it hears, and does something about it.
struct Ear final : Watcher {
    void on_events(unsigned events) override {
        heard.push_back(events);
        if (then) {
            then();
        }
    }

    std::vector<unsigned> heard;
    std::function<void()> then;
};

struct Ends {
    Ends() {
        std::array<int, 2> sockets{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets.data()) == 0);
        here = Descriptor(sockets[0]);
        there = Descriptor(sockets[1]);
    }

    void send() const { REQUIRE(::send(there.get(), "x", 1, MSG_NOSIGNAL) == 1); }

    Descriptor here;
    Descriptor there;
};

}   // namespace

TEST_CASE("what comes is told once, and once more when more has come") {
    EventLoop loop;
    Ends ends;
    Ear ear;
    ends.send();
    REQUIRE(loop.watch(ends.here.get(), EPOLLIN, ear));
    net_test::poll(loop);
    CHECK(ear.heard == std::vector<unsigned>{EPOLLIN});
    net_test::poll(loop);
    CHECK(ear.heard.size() == 1);
    ends.send();
    net_test::poll(loop);
    CHECK(ear.heard.size() == 2);
}

TEST_CASE("events that are watched for later are told when they are there already") {
    EventLoop loop;
    Ends ends;
    Ear ear;
    REQUIRE(loop.watch(ends.here.get(), EPOLLIN | EPOLLRDHUP, ear));
    net_test::poll(loop);
    CHECK(ear.heard.empty());
    loop.watch_also(ends.here.get(), EPOLLIN | EPOLLRDHUP | EPOLLOUT, ear);
    net_test::poll(loop);
    CHECK(ear.heard == std::vector<unsigned>{EPOLLOUT});
    REQUIRE(::shutdown(ends.there.get(), SHUT_WR) == 0);
    net_test::poll(loop);
    REQUIRE(ear.heard.size() == 2);
    CHECK((ear.heard.back() & EPOLLRDHUP) != 0);
}

TEST_CASE("who was forgotten hears nothing of what was collected already") {
    EventLoop loop;
    std::array<Ends, 2> ends;
    std::array<std::unique_ptr<Ear>, 2> ears{std::make_unique<Ear>(), std::make_unique<Ear>()};
    int heard = 0;
    for (std::size_t i = 0; i < 2; ++i) {
        REQUIRE(loop.watch(ends[i].here.get(), EPOLLIN, *ears[i]));
        ends[i].send();
        // Whoever hears first has the other end.
        ears[i]->then = [&, other = 1 - i] {
            ++heard;
            loop.forget(*ears[other]);
            ends[other].here = {};
            ears[other].reset();
        };
    }
    net_test::poll(loop);
    CHECK(heard == 1);
}

TEST_CASE("a descriptor that goes on in other hands is told of no more") {
    EventLoop loop;
    Ends ends;
    Ear ear;
    REQUIRE(loop.watch(ends.here.get(), EPOLLIN, ear));
    loop.remove(ends.here.get(), ear);
    ends.send();
    net_test::poll(loop);
    CHECK(ear.heard.empty());
}

TEST_CASE("a turn comes once, after the events, and not to who is gone") {
    EventLoop loop;
    Ends ends;
    Ear first;
    Ear second;
    std::vector<int> order;
    first.then = [&] { order.push_back(1); };
    second.then = [&] { order.push_back(2); };
    loop.give_turn(first);
    loop.give_turn(first);
    REQUIRE(loop.watch(ends.here.get(), EPOLLIN, second));
    ends.send();
    {
        Ear gone;
        loop.give_turn(gone);
    }
    CHECK(loop.turn(1h));
    CHECK(order == std::vector<int>{2, 1});
    CHECK(first.heard == std::vector<unsigned>{0});
}

TEST_CASE("a turn that is asked for in a turn is of the next one") {
    EventLoop loop;
    Ear ear;
    ear.then = [&] { loop.give_turn(ear); };
    loop.give_turn(ear);
    for (std::size_t i = 1; i < 4; ++i) {
        CHECK(loop.turn(1h));
        CHECK(ear.heard.size() == i);
    }
}

TEST_CASE("functions are called in order, whoever posts them, and wake the loop") {
    EventLoop loop;
    constexpr int count = 1'000;
    std::vector<int> called;
    std::thread other([&] {
        for (int i = 0; i < count; ++i) {
            loop.post([&called, i] { called.push_back(i); });
        }
    });
    while (called.size() < count) {
        REQUIRE(loop.turn(10s));
    }
    other.join();
    for (int i = 0; i < count; ++i) {
        REQUIRE(called[static_cast<std::size_t>(i)] == i);
    }
    loop.post([&] { loop.post([&] { called.clear(); }); });
    net_test::poll(loop);
    CHECK(called.empty());
}

TEST_CASE("with nothing to tell it comes back in time") {
    EventLoop loop;
    CHECK_FALSE(loop.turn(0ms));
    CHECK_FALSE(loop.turn(20ms));
}

}   // namespace net

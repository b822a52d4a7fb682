#include "net/deadlines.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <thread>
#include <vector>

namespace net {
namespace {

using std::chrono::milliseconds;

struct Count final : Waker {
    void raise() override { ++count; }
    int count = 0;
};

// Turns the wheel until the time has passed, as the worker's timer would.
void turn_for(Deadlines& deadlines, milliseconds time) {
    const auto end = Deadline::Clock::now() + time;
    while (Deadline::Clock::now() < end) {
        (void)deadlines.tick();
        std::this_thread::yield();
    }
    (void)deadlines.tick();   // the time may have passed between two instructions
}

}   // namespace

TEST_CASE("a deadline raises its waker once, not early and at most a little late") {
    Deadlines deadlines([] {});
    Count waker;
    Deadline deadline(deadlines, waker);
    const auto began = Deadline::Clock::now();
    deadline.set(milliseconds(120));
    while (waker.count == 0) {
        (void)deadlines.tick();
    }
    const auto took = Deadline::Clock::now() - began;
    CHECK(took >= milliseconds(120) - Deadlines::resolution);
    CHECK(deadline.passed());
    CHECK_FALSE(deadlines.tick());
    turn_for(deadlines, milliseconds(120));
    CHECK(waker.count == 1);
}

TEST_CASE("a deadline moved to later passes later, one moved to sooner sooner") {
    Deadlines deadlines([] {});
    Count later;
    Count sooner;
    Deadline postponed(deadlines, later);
    Deadline advanced(deadlines, sooner);
    postponed.set(milliseconds(50));
    advanced.set(milliseconds(60'000));
    postponed.set(milliseconds(60'000));
    advanced.set(milliseconds(50));
    turn_for(deadlines, milliseconds(250));
    CHECK(later.count == 0);
    CHECK_FALSE(postponed.passed());
    CHECK(sooner.count == 1);
}

TEST_CASE("a deadline that is set again has not passed any more") {
    Deadlines deadlines([] {});
    Count waker;
    Deadline deadline(deadlines, waker);
    deadline.set(milliseconds(0));
    turn_for(deadlines, milliseconds(120));
    CHECK(deadline.passed());
    deadline.set(milliseconds(60'000));
    CHECK_FALSE(deadline.passed());
}

TEST_CASE("a cleared deadline never passes, a destroyed one is gone from the wheel") {
    Deadlines deadlines([] {});
    Count waker;
    Deadline cleared(deadlines, waker);
    cleared.set(milliseconds(1));
    cleared.clear();
    {
        Deadline gone(deadlines, waker);
        gone.set(milliseconds(1));
    }
    turn_for(deadlines, milliseconds(150));
    CHECK(waker.count == 0);
}

TEST_CASE("a waker may end other deadlines of the same moment") {
    struct Ending final : Waker {
        void raise() override { others.clear(); }
        std::vector<std::unique_ptr<Deadline>> others;
    };
    Deadlines deadlines([] {});
    Ending waker;
    for (int i = 0; i < 3; ++i) {
        waker.others.push_back(std::make_unique<Deadline>(deadlines, waker));
        waker.others.back()->set(milliseconds(1));
    }
    turn_for(deadlines, milliseconds(120));
    CHECK(waker.others.empty());
}

TEST_CASE("the wheel rests without a deadline and is started again by the next") {
    int starts = 0;
    Deadlines deadlines([&starts] { ++starts; });
    Count waker;
    {
        Deadline deadline(deadlines, waker);
        deadline.set(milliseconds(60'000));
        deadline.set(milliseconds(70'000));
        CHECK(starts == 1);
        CHECK(deadlines.tick());
    }
    CHECK_FALSE(deadlines.tick());
    Deadline next(deadlines, waker);
    next.set(milliseconds(60'000));
    CHECK(starts == 2);
}

}   // namespace net

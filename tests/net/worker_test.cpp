#include "net/worker.hpp"

#include <catch2/catch.hpp>
#include <thread>

namespace net {
namespace {

using namespace std::chrono_literals;

struct Bell final : Waker {
    void raise() override { ++count; }
    int count = 0;
};

}   // namespace

TEST_CASE("a deadline passes while a worker waits for nothing else") {
    Worker worker;
    Bell bell;
    Deadline deadline(worker.deadlines(), bell);
    deadline.set(120ms);
    const auto began = Deadline::Clock::now();
    while (bell.count == 0) {
        worker.turn(-1ms);
    }
    CHECK(Deadline::Clock::now() - began >= 100ms);
    CHECK(deadline.passed());
    // With none left the wheel rests.
    while (worker.turn(2 * Deadlines::resolution)) {
    }
    SUCCEED("it waits without a tick");
}

TEST_CASE("the ticks go on as long as there is a deadline") {
    Worker worker;
    int ticks = 0;
    worker.on_tick([&] { ++ticks; });
    Bell bell;
    Deadline deadline(worker.deadlines(), bell);
    deadline.set(1h);
    while (ticks < 3) {
        worker.turn(-1ms);
    }
    CHECK(bell.count == 0);
}

TEST_CASE("what blocks runs aside and tells the worker by a post") {
    Worker worker;
    const auto here = std::this_thread::get_id();
    std::vector<int> told;
    std::thread::id there;
    for (int i = 0; i < 3; ++i) {
        worker.run_aside([&, i] {
            there = std::this_thread::get_id();
            worker.post([&, i] {
                CHECK(std::this_thread::get_id() == here);
                told.push_back(i);
                if (told.size() == 3) {
                    worker.stop();
                }
            });
        });
    }
    worker.run();
    CHECK(told == std::vector<int>{0, 1, 2});
    CHECK(there != here);
}

}   // namespace net

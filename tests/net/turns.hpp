#pragma once

#include <chrono>
#include <cstddef>

namespace net_test {

/// Turns of a worker or an event loop until nothing is left that is ready.
template <class Loop>
void poll(Loop& loop) {
    while (loop.turn(std::chrono::milliseconds(0))) {
    }
}

/// Turns of a worker for so long; how many of them found something.
template <class Loop>
std::size_t run_for(Loop& loop, std::chrono::milliseconds time) {
    using Clock = std::chrono::steady_clock;
    std::size_t busy = 0;
    for (const auto end = Clock::now() + time; Clock::now() < end;) {
        busy += loop.turn(std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now())) ? 1 : 0;
    }
    return busy;
}

}   // namespace net_test

#include "net/worker.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

namespace net {

using std::chrono::milliseconds;

Worker::Worker()
    : deadlines_([this] {
          ticking_ = true;
          woken_ = Clock::now();
          next_tick_ = woken_ + Deadlines::resolution;
      }) {}

Worker::~Worker() = default;

void Worker::run() {
    while (!stopped_) {
        turn(milliseconds(-1));
    }
}

void Worker::stop() {
    post([this] { stopped_ = true; });
}

void Worker::run_aside(std::function<void()> function) {
    if (!aside_) {
        aside_.emplace(1);
    }
    boost::asio::post(*aside_, std::move(function));
}

bool Worker::turn(milliseconds longest) {
    if (!ticking_) {
        return loop_.turn(longest);
    }
    const milliseconds left = until_tick();
    const bool told = loop_.turn(longest.count() < 0 ? left : std::min(longest, left));
    woken_ = Clock::now();
    if (woken_ < next_tick_) {
        return told;
    }
    tick();
    return true;
}

milliseconds Worker::until_tick() const {
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(next_tick_ - woken_));
}

void Worker::tick() {
    ticking_ = deadlines_.tick();
    next_tick_ = woken_ + Deadlines::resolution;
    if (on_tick_) {
        on_tick_();
    }
}

}   // namespace net

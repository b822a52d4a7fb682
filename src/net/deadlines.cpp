#include "net/deadlines.hpp"

#include <algorithm>
#include <cstdint>

namespace net {
namespace {

constexpr auto never = Deadline::Clock::time_point::max();

}   // namespace

void Deadline::set(std::chrono::milliseconds delay) {
    deadlines_.ensure_turning();
    passed_ = false;
    expires_ = deadlines_.now() + delay;
    // A slot that comes up earlier than needed moves the deadline on by itself.
    if (!is_linked() || deadlines_.slot_of(expires_) < slot_) {
        deadlines_.put(*this);
    }
}

std::chrono::milliseconds Deadline::left() const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::min(expires_, deadlines_.now() + std::chrono::hours(24)) - deadlines_.now());
    return passed_ ? std::chrono::milliseconds::zero()
                   : std::max(left, std::chrono::milliseconds::zero());
}

void Deadlines::ensure_turning() {
    if (!turning_) {
        turning_ = true;
        now_ = slot_time_ = Deadline::Clock::now();
        start_();
    }
}

std::size_t Deadlines::slot_of(Deadline::Clock::time_point time) const {
    const auto steps = (time - slot_time_) / resolution + 1;
    constexpr std::int64_t farthest = slot_count - 1;
    return current_ + static_cast<std::size_t>(std::clamp<std::int64_t>(steps, 1, farthest));
}

void Deadlines::put(Deadline& deadline) {
    deadline.unlink();
    deadline.slot_ = slot_of(deadline.expires_);
    slots_[deadline.slot_ % slot_count].push_back(deadline);
}

void Deadlines::turn_once() {
    slot_time_ += resolution;
    ++current_;
    // A raised waker may end any connection and its deadline: what is left is looked up anew.
    Slot due;
    due.swap(slots_[current_ % slot_count]);
    while (!due.empty()) {
        Deadline& deadline = due.front();
        due.pop_front();
        if (deadline.expires_ > now_) {
            if (deadline.expires_ != never) {
                put(deadline);
            }
            continue;
        }
        deadline.expires_ = never;
        deadline.passed_ = true;
        deadline.waker_.raise();
    }
}

bool Deadlines::empty() const {
    return std::all_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.empty(); });
}

bool Deadlines::tick() {
    now_ = Deadline::Clock::now();
    while (slot_time_ + resolution <= now_) {
        turn_once();
    }
    turning_ = !empty();
    return turning_;
}

}   // namespace net

#pragma once

#include "net/signal.hpp"

#include <array>
#include <boost/intrusive/list.hpp>
#include <chrono>
#include <cstddef>
#include <functional>

namespace net {

class Deadlines;

/// A point in time at which a waker is raised, for one thing at a time. Setting a later time than
/// before is one store: no timer object, no system call.
class Deadline : public boost::intrusive::list_base_hook<
                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    using Clock = std::chrono::steady_clock;

    /// Both outlive the deadline.
    Deadline(Deadlines& deadlines, Waker& waker) : deadlines_(deadlines), waker_(waker) {}
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    /// `delay` from now, in place of any earlier time.
    void set(std::chrono::milliseconds delay);
    /// Never.
    void clear() { expires_ = Clock::time_point::max(); }
    /// How long until then, as exact as deadlines are; zero when it is past.
    [[nodiscard]] std::chrono::milliseconds left() const;
    /// Is the time that was set past? Stays so until it is set again.
    [[nodiscard]] bool passed() const { return passed_; }

private:
    friend class Deadlines;

    Deadlines& deadlines_;
    Waker& waker_;
    Clock::time_point expires_ = Clock::time_point::max();
    std::size_t slot_ = 0;
    bool passed_ = false;
};

/// The deadlines of one worker: a wheel of coarse slots that `tick` turns. A deadline that was
/// moved to later stays where it is and moves on when its slot comes up. With no deadline left the
/// wheel rests, so that an idle proxy is never woken.
class Deadlines {
public:
    /// How coarse: a deadline passes at most this much late.
    static constexpr std::chrono::milliseconds resolution{50};

    /// `start` is called when the wheel has to turn again: from then on `tick` is called every
    /// `resolution`, for as long as it says so.
    explicit Deadlines(std::function<void()> start) : start_(std::move(start)) {}

    /// The time as of the last tick: cheap, and as exact as deadlines are.
    [[nodiscard]] Deadline::Clock::time_point now() const { return now_; }

    /// Raises the wakers of all deadlines that have passed. False when none is left.
    [[nodiscard]] bool tick();

private:
    friend class Deadline;
    using Slot = boost::intrusive::list<Deadline, boost::intrusive::constant_time_size<false>>;

    static constexpr std::size_t slot_count = 256;

    [[nodiscard]] std::size_t slot_of(Deadline::Clock::time_point time) const;
    void put(Deadline& deadline);
    void turn_once();
    void ensure_turning();
    [[nodiscard]] bool empty() const;

    std::function<void()> start_;
    bool turning_ = false;
    Deadline::Clock::time_point now_ = Deadline::Clock::now();
    Deadline::Clock::time_point slot_time_ = now_;   ///< when the current slot began
    std::size_t current_ = 0;
    std::array<Slot, slot_count> slots_;
};

}   // namespace net

#pragma once

#include "net/block_pool.hpp"
#include "net/deadlines.hpp"
#include "net/event_loop.hpp"
#include "net/pipe.hpp"

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <functional>
#include <optional>

namespace net {

/// One thread's world: an event loop, its deadlines and its memory. A connection that begins on a
/// worker ends on it; nothing here is locked. Other threads may only `post` and read
/// `connections`.
class Worker {
public:
    Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    ~Worker();

    /// Runs the event loop on the calling thread until `stop`.
    void run();
    /// One turn of it: waits at most so long (negative: for ever). False when nothing happened.
    bool turn(std::chrono::milliseconds longest);
    /// Ends `run` soon, whatever is under way. From any thread.
    void stop();
    /// Runs the function on the worker's thread, soon. From any thread.
    void post(std::function<void()> function) { loop_.post(std::move(function)); }
    /// Runs a function that may block (the look-up of a name) on a thread aside, one after the
    /// other. Who has to hear of it is told by `post`.
    void run_aside(std::function<void()> function);

    [[nodiscard]] EventLoop& loop() { return loop_; }
    [[nodiscard]] Deadlines& deadlines() { return deadlines_; }
    [[nodiscard]] BlockPool& blocks() { return blocks_; }
    [[nodiscard]] PipePool& pipes() { return pipes_; }

    /// Called at each turn of the deadlines, for work that may wait a little.
    void on_tick(std::function<void()> function) { on_tick_ = std::move(function); }

    /// How many connections it serves; written by the worker alone.
    [[nodiscard]] unsigned connections() const {
        return connections_.load(std::memory_order_relaxed);
    }
    void add_connections(int change) {
        connections_.store(connections() + static_cast<unsigned>(change),
                           std::memory_order_relaxed);
    }

private:
    using Clock = Deadline::Clock;

    [[nodiscard]] std::chrono::milliseconds until_tick() const;
    void tick();

    EventLoop loop_;
    bool stopped_ = false;
    bool ticking_ = false;
    Clock::time_point woken_ = Clock::now();   ///< when the loop came back last; while ticking
    Clock::time_point next_tick_ = woken_;
    Deadlines deadlines_;
    BlockPool blocks_;
    PipePool pipes_{blocks_};
    std::function<void()> on_tick_;
    // Read by other workers at each accept: on a cache line of its own.
    alignas(64) std::atomic<unsigned> connections_{0};
    std::optional<boost::asio::thread_pool> aside_;   ///< joined before anything else goes
};

}   // namespace net

#pragma once

#include "net/block_pool.hpp"
#include "net/deadlines.hpp"

#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>

namespace net {

/// One thread's world: an event loop, its deadlines and its memory. A connection that begins on a
/// worker ends on it; nothing here is locked. Other threads may only `post` and read
/// `connections`.
class Worker {
public:
    using Context = boost::asio::io_context;

    Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    ~Worker();

    /// Runs the event loop on the calling thread until `stop`.
    void run();
    /// Ends `run` soon, whatever is under way. From any thread.
    void stop() { context_.stop(); }
    /// Runs the function on the worker's thread, soon. From any thread.
    void post(std::function<void()> function);

    [[nodiscard]] Context& context() { return context_; }
    [[nodiscard]] Deadlines& deadlines() { return deadlines_; }
    [[nodiscard]] BlockPool& blocks() { return blocks_; }

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
    using Timer =
        boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                          boost::asio::wait_traits<std::chrono::steady_clock>,
                                          Context::executor_type>;

    void turn();

    Context context_{1};
    boost::asio::executor_work_guard<Context::executor_type> busy_;
    Timer timer_;
    Deadlines deadlines_;
    BlockPool blocks_;
    std::function<void()> on_tick_;
    // Read by other workers at each accept: on a cache line of its own.
    alignas(64) std::atomic<unsigned> connections_{0};
};

}   // namespace net

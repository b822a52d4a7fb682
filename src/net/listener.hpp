#pragma once

#include "net/deadlines.hpp"
#include "net/descriptor.hpp"
#include "net/event_loop.hpp"
#include "net/signal.hpp"
#include "net/worker.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <functional>

namespace net {

/// One connection that was accepted.
struct Accepted {
    Descriptor socket;   ///< non-blocking
    boost::asio::generic::stream_protocol::endpoint peer;
};

/// Accepts connections from one listening socket on one worker and hands each to a function.
/// Short of descriptors or of room, it lets the kernel's queue hold them for a while.
class Listener final : public Waker, public Watcher {
public:
    /// Both are called on the worker's thread; `has_room` before each connection that is accepted.
    Listener(
        Worker& worker, Descriptor socket, std::function<void(Accepted)> take,
        std::function<bool()> has_room = [] { return true; });
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener();

    /// Takes all who wait in the queue or are about to, however long that takes where it has to
    /// pause, then stops listening and calls `drained`. New connections are turned away meanwhile.
    void drain(std::function<void()> drained);

    /// The pause is over.
    void raise() override;
    /// From the event loop: somebody waits in the queue.
    void on_events(unsigned events) override;

private:
    void begin();
    void accept_some();
    [[nodiscard]] bool accept_one();
    void pause();
    void turn_new_away();
    void accept_rest();
    void close();

    EventLoop& loop_;
    std::function<void(Accepted)> take_;
    std::function<bool()> has_room_;
    Descriptor socket_;
    Deadline pause_;
    bool watched_ = false;
    bool paused_ = false;
    bool last_look_ = false;
    std::function<void()> drained_;
};

}   // namespace net

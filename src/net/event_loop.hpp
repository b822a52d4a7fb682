#pragma once

#include "net/descriptor.hpp"

#include <array>
#include <boost/intrusive/list.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <sys/epoll.h>
#include <vector>

namespace net {

/// Somebody who hears from an event loop. Gone, or forgotten, it hears nothing more.
class Watcher : public boost::intrusive::list_base_hook<
                    boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    /// A descriptor has become ready: `events` as epoll has them. None: the turn that was asked
    /// for has come.
    virtual void on_events(unsigned events) = 0;

protected:
    Watcher() = default;
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;
    ~Watcher() = default;
};

/// One thread's events: descriptors that become ready, and functions that other threads post.
///
/// Readiness is told by edges (epoll(7), EPOLLET): once for each time that something comes, to
/// who has watched the descriptor since it was opened. So a connection costs one call when it
/// begins and none when it waits, where a wait that is asked for anew costs one each time. The
/// price is that its watcher has to remember that it is ready until a read or a write was blocked.
class EventLoop {
public:
    /// Throws std::system_error when the system has no room for it.
    EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;
    ~EventLoop();

    /// Tells the watcher of these events (EPOLLIN, EPOLLOUT, EPOLLRDHUP; errors always) from now
    /// on, and of those that are there already. The descriptor is closed or removed before the
    /// watcher goes. False when the system has no room for one more.
    [[nodiscard]] bool watch(int descriptor, unsigned events, Watcher& watcher);
    /// Other events than before for a descriptor that is watched; those that are there are told.
    void watch_also(int descriptor, unsigned events, Watcher& watcher);
    /// No event any more, nor any that was collected already. The descriptor goes on in other
    /// hands; one that is closed next needs `forget` alone.
    void remove(int descriptor, Watcher& watcher);
    /// Nothing of what was collected already is told any more, and no turn comes.
    void forget(Watcher& watcher);

    /// Gives the watcher a turn, once others had theirs.
    void give_turn(Watcher& watcher);

    /// Has the function called from the loop, soon. From any thread.
    void post(std::function<void()> function);

    /// Waits for events, at most so long (negative: for ever), and tells them. False when there
    /// were none.
    bool turn(std::chrono::milliseconds longest);

private:
    using Watchers = boost::intrusive::list<Watcher, boost::intrusive::constant_time_size<false>>;

    // What other threads post.
    class Mailbox final : public Watcher {
    public:
        Mailbox();
        [[nodiscard]] int descriptor() const { return bell_.get(); }
        void put(std::function<void()> function);
        void on_events(unsigned events) override;

    private:
        Descriptor bell_;
        std::mutex mutex_;
        std::vector<std::function<void()>> posted_;
    };

    Descriptor epoll_;
    Mailbox mailbox_;
    Watchers waiting_for_turn_;
    std::array<epoll_event, 128> events_;   ///< collected; the first `count_` of them hold
    std::size_t count_ = 0;
};

}   // namespace net

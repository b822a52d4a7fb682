#pragma once

#include "net/deadlines.hpp"
#include "net/descriptor.hpp"
#include "net/signal.hpp"
#include "net/worker.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <functional>
#include <memory>

namespace net {

/// One connection that was accepted.
struct Accepted {
    Descriptor socket;   ///< non-blocking
    boost::asio::generic::stream_protocol::endpoint peer;
};

/// Accepts connections from one listening socket on one worker and hands each to a function.
/// Short of descriptors or told to pause, it lets the kernel's queue hold them for a while.
class Listener final : public Waker {
public:
    /// `take` is called on the worker's thread; it says whether more may be accepted now.
    Listener(Worker& worker, Descriptor socket, std::function<bool(Accepted)> take);
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener();

    /// Takes all who wait in the queue, then stops listening.
    void drain();

    /// The pause is over.
    void raise() override { start(); }

private:
    using Socket = boost::asio::posix::basic_stream_descriptor<Worker::Context::executor_type>;

    void start();
    void accept_all();
    [[nodiscard]] bool accept_one();
    void pause();

    // Outlives the listener while Asio holds its wait.
    struct Life {
        Listener* listener;
    };

    std::function<bool(Accepted)> take_;
    Socket socket_;
    Deadline pause_;
    std::shared_ptr<Life> life_;
    bool paused_ = false;
};

}   // namespace net

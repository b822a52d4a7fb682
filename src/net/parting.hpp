#pragma once

#include "net/connection_limit.hpp"
#include "net/deadlines.hpp"
#include "net/stream.hpp"

#include <functional>

namespace net {

/// A connection that is over here and maybe not yet at the origin, whose number is limited: says
/// that nothing more comes and gives its place back when the origin has closed too, or does not
/// within a moment. A server that ends its connections one by one (Apache's prefork) so never sees
/// more of them than it may.
class Parting final : public Waker {
public:
    /// `over` is called once, from the event loop, and may destroy this.
    Parting(Worker& worker, StreamPtr stream, ConnectionLimit::Place place,
            std::function<void(const Parting&)> over);
    Parting(const Parting&) = delete;
    Parting& operator=(const Parting&) = delete;
    ~Parting() { stream_->close(); }

    void raise() override;

private:
    [[nodiscard]] bool is_over();

    // Given back after the stream was closed.
    ConnectionLimit::Place place_;
    StreamPtr stream_;
    Deadline deadline_;
    std::function<void(const Parting&)> over_;
    std::size_t unread_ = 0;
};

}   // namespace net

#pragma once

#include "config/upstream.hpp"
#include "net/deadlines.hpp"
#include "net/own_connections.hpp"
#include "net/resolve.hpp"
#include "net/stream.hpp"
#include "net/task.hpp"
#include "net/worker.hpp"

#include <boost/system/result.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace net {

class UpstreamPool;

/// One connection to an origin, in use by one exchange or idle in its pool.
class UpstreamConnection final : public Waker {
public:
    UpstreamConnection(UpstreamPool& pool, StreamPtr stream);
    UpstreamConnection(const UpstreamConnection&) = delete;
    UpstreamConnection& operator=(const UpstreamConnection&) = delete;
    ~UpstreamConnection();

    [[nodiscard]] Stream& stream() { return *stream_; }
    /// Has it carried an exchange before?
    [[nodiscard]] bool reused() const { return reused_; }
    /// It will carry another.
    void keep() { reused_ = true; }

private:
    friend class UpstreamPool;

    /// Closed by the origin, bytes that nobody asked for, or idle for too long.
    void raise() override;

    UpstreamPool& pool_;
    StreamPtr stream_;
    Deadline idle_;
    Endpoint here_;
    Endpoint there_;
    Deadline::Clock::time_point idle_since_;
    bool reused_ = false;
};

using UpstreamPtr = std::unique_ptr<UpstreamConnection>;

/// Why there is no connection to an origin.
enum class ConnectFault : std::uint8_t { not_found, refused, timed_out };

/// A worker's connections to one origin. Those that rest here are watched: one that the origin
/// closes is gone before it can be handed out.
class UpstreamPool {
public:
    /// `most_idle` is this worker's share of `keepalive`; `origin` tells this origin from others.
    /// The worker and `own` outlive the pool.
    UpstreamPool(Worker& worker, OwnConnections& own, config::UpstreamSettings settings,
                 std::size_t most_idle, std::size_t origin);
    UpstreamPool(const UpstreamPool&) = delete;
    UpstreamPool& operator=(const UpstreamPool&) = delete;

    /// The one that rested last, or null. It raises `waker`.
    [[nodiscard]] UpstreamPtr take(Waker& waker);

    /// The same for a request that must not be sent twice: only one that was in use a moment ago,
    /// and was looked at just now.
    [[nodiscard]] UpstreamPtr take_surely(Waker& waker);

    /// A new connection: looks the host up if need be and tries its addresses in turn, until
    /// `deadline` passes. Both raise `signal`, which the caller's coroutine waits on.
    [[nodiscard]] Task<boost::system::result<UpstreamPtr, ConnectFault>> connect(
        Signal& signal, const Deadline& deadline);

    /// Takes back one whose exchange ended with both sides in step. `patience` is how long the
    /// origin said that it keeps it, if it did: a request sent at the last moment would be lost.
    void give(UpstreamPtr connection,
              std::optional<std::chrono::milliseconds> patience = std::nullopt);

    [[nodiscard]] std::size_t idle() const { return idle_.size(); }
    [[nodiscard]] std::size_t origin() const { return origin_; }
    [[nodiscard]] const config::UpstreamSettings& settings() const { return settings_; }
    [[nodiscard]] Worker& worker() { return worker_; }

private:
    friend class UpstreamConnection;

    void drop(const UpstreamConnection& connection);
    Task<ConnectFault> resolve(Signal& signal, const Deadline& deadline);

    Worker& worker_;
    OwnConnections& own_;
    config::UpstreamSettings settings_;
    std::size_t most_idle_;
    std::size_t origin_;
    std::vector<Endpoint> endpoints_;
    Deadline::Clock::time_point resolved_;
    bool is_name_;
    std::vector<UpstreamPtr> idle_;   ///< the one that rested last at the end
};

}   // namespace net

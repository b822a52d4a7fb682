#pragma once

#include "config/upstream.hpp"
#include "net/deadlines.hpp"
#include "net/own_connections.hpp"
#include "net/resolve.hpp"
#include "net/stream.hpp"
#include "net/task.hpp"
#include "net/tls_client.hpp"
#include "net/worker.hpp"

#include <boost/system/result.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
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
    [[nodiscard]] bool is_still_good();

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
enum class ConnectFault : std::uint8_t {
    not_found,
    refused,
    timed_out,
    tls_certificate,   ///< it is not who it should be
    tls_protocol,      ///< no agreement, or it broke off
};

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
    ~UpstreamPool();

    /// Speaks TLS with the origin from the next connection on; null: plain text.
    void speak(std::shared_ptr<const TlsClient> tls) { tls_ = std::move(tls); }

    /// Looks the name up so, in place of asking the system, and again when what is known is older
    /// than `good_for`.
    void look_up_by(std::function<LookupPtr(Waker&)> look_up, std::chrono::milliseconds good_for) {
        look_up_ = std::move(look_up);
        good_for_ = good_for;
    }

    /// Who is told, in words for the operator and seldom, why a handshake failed.
    void on_tls_fault(std::function<void(const std::string&)> tell) { tell_ = std::move(tell); }

    /// The one that rested last, or null. It raises `waker`.
    [[nodiscard]] UpstreamPtr take(Waker& waker);

    /// The same for a request that must not be sent twice: only one that was in use a moment ago,
    /// and was looked at just now.
    [[nodiscard]] UpstreamPtr take_surely(Waker& waker);

    /// A new connection: looks the host up if need be and tries its addresses in turn, until
    /// `deadline` passes; each has its share of the time until then. What is known of a name
    /// serves while it is looked up anew; the address that answered is the first one tried the
    /// next time. Both raise `signal`, which the caller's coroutine waits on.
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
    using Connected = boost::system::result<UpstreamPtr, ConnectFault>;

    /// Hears of a look-up that nobody waits for.
    struct Refresh final : Waker {
        explicit Refresh(UpstreamPool& of) : pool(of) {}
        void raise() override { pool.take_refreshed(); }
        UpstreamPool& pool;
    };

    void drop(const UpstreamConnection& connection);
    Task<ConnectFault> resolve(Signal& signal, const Deadline& deadline);
    void refresh();
    void take_refreshed();
    void take_endpoints(const std::vector<Endpoint>& endpoints);
    void prefer(const Endpoint& endpoint);
    Task<Connected> try_all(Signal& signal, const Deadline& deadline);
    Task<Connected> try_one(const Endpoint& endpoint, Signal& signal, const Deadline& deadline);
    Task<std::optional<ConnectFault>> secure(Stream& stream, Signal& signal,
                                             const Deadline& deadline);
    void tell(const TlsSession& tls);

    Worker& worker_;
    OwnConnections& own_;
    config::UpstreamSettings settings_;
    std::size_t most_idle_;
    std::size_t origin_;
    std::vector<Endpoint> endpoints_;   ///< the one that answered last in front
    Deadline::Clock::time_point resolved_;
    bool is_name_;
    std::function<LookupPtr(Waker&)> look_up_;
    std::chrono::milliseconds good_for_;
    Refresh refresh_{*this};
    LookupPtr lookup_;   ///< under way, and nobody waits for it
    std::shared_ptr<const TlsClient> tls_;
    TlsTicket ticket_;
    std::function<void(const std::string&)> tell_;
    Deadline::Clock::time_point told_;
    std::vector<UpstreamPtr> idle_;   ///< the one that rested last at the end
};

}   // namespace net

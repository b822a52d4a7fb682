#pragma once

#include "config/upstream.hpp"
#include "net/deadlines.hpp"
#include "net/origin_shares.hpp"
#include "net/own_connections.hpp"
#include "net/parting.hpp"
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
    UpstreamConnection(UpstreamPool& pool, StreamPtr stream, ConnectionLimit::Place place);
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
    ConnectionLimit::Place place_;
    bool reused_ = false;
};

using UpstreamPtr = std::unique_ptr<UpstreamConnection>;

/// An exchange that waits for a connection while all are in use. Ends by `UpstreamPool::leave`.
class UpstreamTurn final : public ConnectionLimit::Turn {
public:
    using Turn::Turn;

private:
    friend class UpstreamPool;
    UpstreamPtr handed_;   ///< one that another exchange of this worker has done with
    std::optional<std::chrono::milliseconds> patience_;   ///< of the origin with that one
};
using UpstreamTurnPtr = std::shared_ptr<UpstreamTurn>;

/// Why there is no connection to an origin.
enum class ConnectFault : std::uint8_t {
    not_found,
    lookup_timed_out,
    unroutable,   ///< no way to any of its addresses
    refused,
    timed_out,
    tls_certificate,   ///< it is not who it should be
    tls_protocol,      ///< no agreement, or it broke off
};

/// How the name of an origin is looked up.
struct Naming {
    std::function<LookupPtr(Waker&)> look_up;   ///< none: the system is asked
    /// A new connection has an older answer looked up again.
    std::chrono::milliseconds good_for = std::chrono::seconds(10);
};

/// A worker's connections to one origin. Those that rest here are watched: one that the origin
/// closes is gone before it can be handed out.
class UpstreamPool {
public:
    /// `share` is what the pools of all workers have together; `origin` tells this origin from
    /// others. The worker and `own` outlive the pool.
    UpstreamPool(Worker& worker, OwnConnections& own, config::UpstreamSettings settings,
                 OriginShare share, std::size_t origin, Naming naming = {});
    UpstreamPool(const UpstreamPool&) = delete;
    UpstreamPool& operator=(const UpstreamPool&) = delete;
    ~UpstreamPool();

    /// Speaks TLS with the origin from the next connection on; null: plain text.
    void speak(std::shared_ptr<const TlsClient> tls) { tls_ = std::move(tls); }

    /// Who is told, in words for the operator and seldom, why a handshake failed.
    void on_tls_fault(std::function<void(const std::string&)> tell) { tell_ = std::move(tell); }

    /// The one that rested last, or null. It raises `waker`.
    [[nodiscard]] UpstreamPtr take(Waker& waker);

    /// The same for a request that must not be sent twice: only one that was in use a moment ago,
    /// and was looked at just now.
    [[nodiscard]] UpstreamPtr take_surely(Waker& waker);

    /// A place for one more connection; an empty one while the origin takes no more of them.
    [[nodiscard]] ConnectionLimit::Place take_place() { return share_.limit->take(); }

    /// Waits for one, in the order of coming; `waker` is raised once `claim` may say more. Null
    /// when the queue is full.
    [[nodiscard]] UpstreamTurnPtr line_up(Waker& waker);
    /// Whose turn has come: a connection that was handed on, which raises `waker` from now on, or
    /// a place for a new one; where it has to be `fresh`, always that. Neither while it has not.
    /// One that was handed on and is of no use ends first: its place comes when the origin is
    /// through with it, or has had a moment for that.
    struct Claim {
        UpstreamPtr connection;
        ConnectionLimit::Place place;
    };
    [[nodiscard]] Claim claim(UpstreamTurn& turn, Waker& waker, bool fresh);
    /// Ends the turn, come or not; what came and was not claimed goes to the next.
    void leave(UpstreamTurn& turn);

    /// A new connection: looks the host up if need be and tries its addresses in turn, until
    /// `deadline` passes; each has its share of the time until then. What is known of a name
    /// serves while it is looked up anew; the address that answered is the first one tried the
    /// next time. Both raise `signal`, which the caller's coroutine waits on. `place`, which is
    /// not empty, goes to the connection where there is one.
    [[nodiscard]] Task<boost::system::result<UpstreamPtr, ConnectFault>> connect(
        ConnectionLimit::Place& place, Signal& signal, const Deadline& deadline);

    /// Takes back one whose exchange ended with both sides in step. `patience` is how long the
    /// origin said that it keeps it, if it did: a request sent at the last moment would be lost.
    void give(UpstreamPtr connection,
              std::optional<std::chrono::milliseconds> patience = std::nullopt);

    /// To be called now and then: other workers may be short of what this one has to spare.
    void tick();

    /// Why there was no TLS with the origin, or is no more: tells the operator, seldom.
    void tell(const TlsSession& tls);

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

    /// Is asked for a connection by who waits, maybe on another worker.
    struct Asked final : Waker {
        explicit Asked(UpstreamPool& of) : pool(of) {}
        void raise() override { pool.give_one_up(); }
        UpstreamPool& pool;
    };

    void drop(const UpstreamConnection& connection);

    // upstream_queue.cpp
    [[nodiscard]] bool may_rest_one_more();
    void connection_ends(StreamPtr stream, ConnectionLimit::Place place);
    void hand_on(UpstreamPtr connection, std::optional<std::chrono::milliseconds> patience);
    void give_one_up();
    void publish_idle();
    Task<ConnectFault> resolve(Signal& signal, const Deadline& deadline);
    void refresh();
    void take_refreshed();
    void take_endpoints(const std::vector<Endpoint>& endpoints);
    void prefer(const Endpoint& endpoint);
    Task<Connected> try_all(ConnectionLimit::Place& place, Signal& signal,
                            const Deadline& deadline);
    Task<Connected> try_one(const Endpoint& endpoint, ConnectionLimit::Place& place, Signal& signal,
                            const Deadline& deadline);
    Task<std::optional<ConnectFault>> secure(Stream& stream, Signal& signal,
                                             const Deadline& deadline);

    Worker& worker_;
    OwnConnections& own_;
    config::UpstreamSettings settings_;
    OriginShare share_;
    std::size_t origin_;
    std::vector<Endpoint> endpoints_;   ///< the one that answered last in front
    Deadline::Clock::time_point resolved_;
    bool is_name_;
    Naming naming_;
    Refresh refresh_{*this};
    LookupPtr lookup_;   ///< under way, and nobody waits for it
    std::shared_ptr<const TlsClient> tls_;
    TlsTicket ticket_;
    std::function<void(const std::string&)> tell_;
    Deadline::Clock::time_point told_;
    Asked asked_{*this};
    ConnectionLimit::LenderPtr lender_;
    std::size_t open_ = 0;       ///< connections, resting or in use
    std::size_t reserved_ = 0;   ///< of the share's; never more than are open
    unsigned refusals_seen_ = 0;
    bool ending_ = false;
    std::vector<std::unique_ptr<Parting>> parting_;
    std::vector<UpstreamPtr> idle_;   ///< the one that rested last at the end
};

}   // namespace net

#pragma once

#include "config/snapshot.hpp"
#include "net/listener.hpp"
#include "net/worker.hpp"
#include "observe/access_log.hpp"
#include "observe/ledger.hpp"
#include "proxy/connection.hpp"
#include "proxy/hints.hpp"
#include "proxy/request_ids.hpp"
#include "proxy/site_view.hpp"
#include "proxy/workspace.hpp"
#include "receipts/writer.hpp"

#include <atomic>
#include <boost/intrusive/list.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <spdlog/logger.h>
#include <string>
#include <vector>

namespace proxy {

/// What all workers of one process share; each member is safe to use from any of them.
struct Shared {
    observe::Ledger& ledger;
    observe::LogWriter& log_writer;
    spdlog::logger& events;
    UnusableWatches& watches;
    ModeSwitches& modes;
    net::OwnConnections& own_connections;
    net::OriginShares& origin_shares;
    receipts::Writer& receipts;
    const std::string& instance;   ///< who this process is: make_instance_name
    Hints& hints;
    const std::atomic<bool>& draining;   ///< answers say `Connection: close` from now on
    unsigned workers = 1;
    std::size_t buffered_bytes = 0;   ///< that all may hold together, unless a snapshot says so
};

/// What one worker serves with: its snapshot, its upstream pools, its counters and the list of its
/// connections. Everything but the constructor runs on the worker's thread.
class Service {
public:
    /// All outlive the service. `snapshot` is what is served until `adopt`.
    Service(net::Worker& worker, const Shared& shared,
            std::shared_ptr<const config::Snapshot> snapshot,
            std::shared_ptr<const TlsContexts> tls);
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    ~Service();

    /// Serves this snapshot from the next exchange on; `tls` was made of it.
    void adopt(std::shared_ptr<const config::Snapshot> snapshot,
               std::shared_ptr<const TlsContexts> tls);

    /// Serves one more connection.
    void take(net::Accepted accepted, std::size_t listener);

    /// Lets go of some connections that wait for a request, those that have waited longest first,
    /// so that others may come. A second is too short a wait to be chosen for.
    void make_room();

    /// From here on connections end with their running exchange, idle ones soon.
    void close_connections();
    /// The same; no connection comes any more, and `drained` is called when none is left.
    void drain(std::function<void()> drained);
    /// Ends what still runs as if the time for it were over.
    void cut();

    [[nodiscard]] net::Worker& worker() { return worker_; }
    [[nodiscard]] const SnapshotViewPtr& view() const { return view_; }
    [[nodiscard]] observe::WorkerCounters& counters() { return counters_; }
    [[nodiscard]] observe::AccessLog& access_log() { return access_log_; }
    [[nodiscard]] spdlog::logger& events() { return shared_.events; }
    /// Answers say `Connection: close`.
    [[nodiscard]] bool draining() const { return shared_.draining.load(std::memory_order_relaxed); }
    /// Connections are to end.
    [[nodiscard]] bool closing() const { return closing_; }

    /// The time of day as of the last tick: what Expires is held against.
    [[nodiscard]] std::chrono::system_clock::time_point wall_clock() const { return wall_clock_; }

    /// So much is read and not yet passed on that no new exchange may begin.
    [[nodiscard]] bool overloaded() { return worker_.blocks().full(); }

    [[nodiscard]] ClientGate& client_gate() { return client_gate_; }
    [[nodiscard]] receipts::Writer& receipts() { return shared_.receipts; }
    [[nodiscard]] Hints& hints() { return shared_.hints; }
    [[nodiscard]] RequestIds& request_ids() { return request_ids_; }
    [[nodiscard]] const net::OwnConnections& own_connections() const {
        return shared_.own_connections;
    }

    [[nodiscard]] std::unique_ptr<Workspace> take_workspace();
    void give_workspace(std::unique_ptr<Workspace> workspace);

private:
    friend class Connection;
    using Connections =
        boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;

    [[nodiscard]] SiteView make_site(const config::Site& site,
                                     std::shared_ptr<const net::TlsClient> tls);
    void ended();
    void let_all_go();
    void tick();

    net::Worker& worker_;
    Shared shared_;
    observe::WorkerCounters& counters_;
    observe::AccessLog access_log_;
    SnapshotViewPtr view_;
    boost::unordered_flat_map<std::string, std::weak_ptr<net::UpstreamPool>> pools_;
    std::vector<std::unique_ptr<Workspace>> workspaces_;
    Connections connections_;
    ClientGate client_gate_;
    RequestIds request_ids_;
    std::function<void()> drained_;
    bool closing_ = false;
    bool cuts_ = false;
    std::chrono::system_clock::time_point wall_clock_ = std::chrono::system_clock::now();
};

}   // namespace proxy

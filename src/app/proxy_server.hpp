#pragma once

#include "admin/ready_state.hpp"
#include "admin/server.hpp"
#include "app/reload_log.hpp"
#include "config/snapshot.hpp"
#include "net/bind.hpp"
#include "net/listener.hpp"
#include "net/worker.hpp"
#include "observe/ledger.hpp"
#include "observe/log_writer.hpp"
#include "proxy/health_checks.hpp"
#include "proxy/service.hpp"
#include "receipts/writer.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <spdlog/logger.h>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace app {

/// The running proxy: workers, their listeners, the admin listener. Built, told to reload and
/// drain, and destroyed by one thread.
class ProxyServer {
public:
    /// Binds everything and begins to serve. `descriptors` is how many the process may have: it
    /// accepts no more connections than fit. Throws std::runtime_error with a sentence for the
    /// operator where it cannot; `events` outlives it.
    ProxyServer(config::Settings settings, std::size_t descriptors, spdlog::logger& events);
    ProxyServer(const ProxyServer&) = delete;
    ProxyServer& operator=(const ProxyServer&) = delete;
    ~ProxyServer();

    /// Where it listens, with the ports that port 0 became; where it did once, too.
    [[nodiscard]] const std::vector<config::Endpoint>& endpoints() const { return endpoints_; }

    /// Serves these settings from now on; running exchanges end with theirs, open connections with
    /// their certificate. Listeners that stay are not touched, new ones are bound, and those that
    /// are gone take who waits and close; their connections go on. When this returns all workers
    /// serve so. The admin and metrics endpoints, workers and the log's formats stay as they were
    /// at the start; a warning says so. Throws std::runtime_error, and changes nothing, where an
    /// address or a certificate cannot be used. `cause` is told on the status page.
    void reload(config::Settings settings, std::string cause);
    /// A reload was refused: counted, and told with its reason.
    void reload_failed(std::string why);

    /// Not ready any more, though it still serves.
    void announce_drain() {
        phase_ = admin::Phase::draining;
        draining_ = true;
    }
    /// Takes who waits in the queues, then stops listening and lets what runs end. `drained` is
    /// called, on a worker's thread, when nothing is left.
    void drain(std::function<void()> drained);

    /// What runs is ended as if the time for it were over; `drained` is called soon, then.
    void cut();

    /// Waits a second at most for the receipts that are not in their files yet.
    void save_receipts() { (void)receipts_.flush(std::chrono::seconds{1}); }

    [[nodiscard]] const config::Settings& settings() const { return snapshot_->settings(); }

private:
    // One thread with all that lives on it.
    struct Crew {
        net::Worker worker;
        std::unique_ptr<proxy::Service> service;
        std::unique_ptr<proxy::HealthChecks> checks;   ///< of the first alone
        std::vector<std::unique_ptr<net::Listener>> listeners;
        std::thread thread;
    };

    void on_every_crew(const std::function<void(Crew&)>& work);
    void open_receipts();
    void start_workers();
    void limit_connections();
    void check_origins();
    void take(std::size_t index, std::size_t listener, net::Accepted accepted);
    [[nodiscard]] std::size_t least_loaded(std::size_t index) const;
    [[nodiscard]] std::size_t connections() const;
    void warn_of_fixed(const config::Settings& next);
    void remind_of_switches();
    void publish(std::shared_ptr<const config::Snapshot> snapshot);
    [[nodiscard]] std::shared_ptr<const config::Snapshot> published() const;

    void start_admin();
    [[nodiscard]] static std::unique_ptr<admin::AdminServer> open_admin(
        const config::Endpoint& endpoint, std::string_view purpose, admin::Callbacks callbacks);
    [[nodiscard]] admin::Console make_console();
    [[nodiscard]] admin::ReadyState ready_state() const;
    /// The status without what was counted of the sites.
    [[nodiscard]] admin::Status outline() const;
    [[nodiscard]] admin::Status status() const;
    [[nodiscard]] std::string metrics() const;
    [[nodiscard]] admin::SiteMode mode_of(const config::Site& site) const;
    [[nodiscard]] std::optional<admin::SiteMode> site_mode(std::string_view name) const;
    bool set_site_mode(std::string_view name, std::string_view mode);
    bool set_log_level(std::string_view text);

    // proxy_listeners.cpp
    [[nodiscard]] std::vector<net::Bound> bind(const config::Settings& settings,
                                               const std::vector<std::size_t>& places) const;
    void keep(const std::vector<std::size_t>& places, std::vector<net::Bound> bound);
    void listen(std::size_t index, std::size_t place);
    void tell_listening(std::size_t place);
    void open_listeners(const std::vector<std::size_t>& places, std::vector<net::Bound> bound);
    void retire_listeners(const std::vector<std::size_t>& places);
    void change_modes();
    void drain_services();
    [[nodiscard]] bool has_room();
    void make_room();

    spdlog::logger& events_;
    std::shared_ptr<const config::Snapshot> snapshot_;
    observe::Ledger ledger_;
    observe::LogWriter log_writer_;
    proxy::UnusableWatches watches_;
    mutable proxy::ModeSwitches modes_;
    ReloadLog reloads_;
    net::OwnConnections own_connections_;
    net::OriginShares origin_shares_;
    receipts::Writer receipts_;
    proxy::Hints hints_;
    const std::shared_ptr<net::TicketKeys> ticket_keys_ = std::make_shared<net::TicketKeys>();
    std::shared_ptr<const proxy::TlsContexts> tls_;
    const std::string instance_ = proxy::make_instance_name();
    std::vector<net::Bound> bound_;   ///< by place, as the settings' listeners
    std::vector<config::Endpoint> endpoints_;
    std::vector<std::unique_ptr<Crew>> crews_;
    const std::size_t descriptors_;
    std::atomic<std::size_t> most_connections_{1};
    std::atomic<std::chrono::steady_clock::time_point> made_room_{};
    std::size_t told_fit_ = 0;                  ///< how many the operator knows to fit
    std::atomic<std::size_t> handed_over_{0};   ///< connections on their way to another worker
    std::atomic<std::size_t> listening_{0};     ///< sockets, of all workers
    std::atomic<admin::Phase> phase_{admin::Phase::starting};
    mutable std::mutex published_mutex_;
    std::shared_ptr<const config::Snapshot> published_;   ///< for the admin thread
    std::atomic<bool> draining_{false};
    std::atomic<std::size_t> undrained_{0};
    std::function<void()> drained_;
    std::unique_ptr<admin::AdminServer> admin_;
    std::unique_ptr<admin::AdminServer> metrics_;   ///< for metrics and probes alone; may be null
};

}   // namespace app

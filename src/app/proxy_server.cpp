#include "app/proxy_server.hpp"

#include "app/memory_share.hpp"
#include "app/worker_count.hpp"

#include <algorithm>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace app {
namespace {

// Below this difference a connection stays where the kernel put it.
constexpr unsigned uneven = 2;

bool same_endpoints(const config::Settings& a, const config::Settings& b) {
    return std::equal(
        a.listeners.begin(), a.listeners.end(), b.listeners.begin(), b.listeners.end(),
        [](const auto& one, const auto& other) { return one.endpoint == other.endpoint; });
}

// The sockets stay as they are; what is said of them may change.
std::vector<config::ListenerSettings> kept_listeners(
    std::vector<config::ListenerSettings> now, const std::vector<config::ListenerSettings>& next) {
    for (config::ListenerSettings& listener : now) {
        const auto same = std::find_if(next.begin(), next.end(), [&](const auto& one) {
            return one.endpoint == listener.endpoint;
        });
        if (same != next.end()) {
            listener = *same;
        }
    }
    return now;
}

}   // namespace

ProxyServer::ProxyServer(config::Settings settings, spdlog::logger& events)
    : events_(events),
      snapshot_(std::make_shared<const config::Snapshot>(std::move(settings))),
      ledger_(CONSENT_PROXY_VERSION),
      log_writer_(STDOUT_FILENO, ledger_.lost_log_lines()),
      receipts_(events),
      most_connections_(this->settings().limits.connections) {
    publish(snapshot_);
    tls_ = proxy::make_tls_contexts(this->settings(), ticket_keys_);
    bind();
    try {
        admin_ = std::make_unique<admin::AdminServer>(
            this->settings().admin, admin::Callbacks{.ready = [this] { return ready_state(); },
                                                     .metrics = [this] { return ledger_.text(); }});
    } catch (const boost::system::system_error& error) {
        throw std::runtime_error("cannot listen on " + config::to_string(this->settings().admin) +
                                 " for admin: " + error.code().message());
    }
    open_receipts();
    start_workers();
    for (const config::Endpoint& endpoint : endpoints_) {
        events_.info("listening on {}", config::to_string(endpoint));
    }
    events_.info("admin on {}", config::to_string(admin_->local_endpoint()));
    phase_ = admin::Phase::serving;
}

ProxyServer::~ProxyServer() {
    admin_.reset();
    for (const auto& crew : crews_) {
        crew->worker.post([crew = crew.get()] {
            crew->listeners.clear();
            crew->checks.reset();
            crew->service.reset();
            crew->worker.stop();
        });
    }
    for (const auto& crew : crews_) {
        crew->thread.join();
    }
}

// A fault of theirs should show before the first choice is made.
void ProxyServer::open_receipts() {
    for (const config::Site& site : settings().sites) {
        if (site.registry->receipts()) {
            receipts_.open(*site.registry->receipts());
        }
    }
}

void ProxyServer::bind() {
    const unsigned workers = settings().workers.value_or(automatic_workers());
    for (const config::ListenerSettings& listener : settings().listeners) {
        auto bound = net::bind_listener(listener.endpoint, workers, listener.mode);
        if (!bound) {
            throw std::runtime_error(bound.error());
        }
        endpoints_.push_back(bound->endpoint);
        bound_.push_back(std::move(*bound));
    }
    for (unsigned i = 0; i < workers; ++i) {
        crews_.push_back(std::make_unique<Crew>());
    }
}

void ProxyServer::start_workers() {
    const proxy::Shared shared{ledger_,
                               log_writer_,
                               events_,
                               watches_,
                               own_connections_,
                               origin_shares_,
                               receipts_,
                               instance_,
                               hints_,
                               draining_,
                               static_cast<unsigned>(crews_.size()),
                               automatic_buffered_bytes()};
    // All services stand before the first connection may be handed from one to the other.
    for (const auto& crew : crews_) {
        crew->service = std::make_unique<proxy::Service>(crew->worker, shared, snapshot_, tls_);
    }
    crews_.front()->checks = std::make_unique<proxy::HealthChecks>(crews_.front()->worker, shared);
    check_origins();
    for (std::size_t i = 0; i < crews_.size(); ++i) {
        start_crew(i);
    }
    for (const auto& crew : crews_) {
        crew->thread = std::thread([&worker = crew->worker] { worker.run(); });
    }
}

void ProxyServer::start_crew(std::size_t index) {
    Crew& crew = *crews_[index];
    for (std::size_t listener = 0; listener < bound_.size(); ++listener) {
        crew.listeners.push_back(
            std::make_unique<net::Listener>(crew.worker, std::move(bound_[listener].sockets[index]),
                                            [this, index, listener](net::Accepted accepted) {
                                                return take(index, listener, std::move(accepted));
                                            }));
    }
}

// On the thread of the worker that accepted it. With few connections the kernel's spread is
// uneven, so one that has clearly more hands the new one on.
bool ProxyServer::take(std::size_t index, std::size_t listener, net::Accepted accepted) {
    const std::size_t target = least_loaded(index);
    if (target == index) {
        crews_[index]->service->take(std::move(accepted), listener);
    } else {
        const auto moved = std::make_shared<net::Accepted>(std::move(accepted));
        Crew& crew = *crews_[target];
        crew.worker.post([&crew, moved, listener] {
            if (crew.service) {
                crew.service->take(std::move(*moved), listener);
            }
        });
    }
    return connections() < most_connections_;
}

std::size_t ProxyServer::least_loaded(std::size_t index) const {
    std::size_t least = index;
    for (std::size_t i = 0; i < crews_.size(); ++i) {
        if (crews_[i]->worker.connections() < crews_[least]->worker.connections()) {
            least = i;
        }
    }
    const bool clearly =
        crews_[index]->worker.connections() >= crews_[least]->worker.connections() + uneven;
    return clearly ? least : index;
}

std::size_t ProxyServer::connections() const {
    std::size_t sum = 0;
    for (const auto& crew : crews_) {
        sum += crew->worker.connections();
    }
    return sum;
}

void ProxyServer::publish(std::shared_ptr<const config::Snapshot> snapshot) {
    const std::lock_guard lock(published_mutex_);
    published_ = std::move(snapshot);
}

void ProxyServer::warn_of_fixed(const config::Settings& next) {
    const config::Settings& now = settings();
    if (!same_endpoints(now, next) || !(now.admin == next.admin) || now.workers != next.workers ||
        now.log.format != next.log.format) {
        events_.warn(
            "addresses of listeners, admin, workers and log.format change only with a restart");
    }
}

void ProxyServer::reload(config::Settings settings) {
    warn_of_fixed(settings);
    settings.admin = this->settings().admin;
    settings.workers = this->settings().workers;
    settings.log.format = this->settings().log.format;
    if (!same_endpoints(this->settings(), settings)) {
        settings.listeners = kept_listeners(this->settings().listeners, settings.listeners);
    }
    auto tls = proxy::make_tls_contexts(settings, ticket_keys_);
    tls_ = std::move(tls);
    snapshot_ = std::make_shared<const config::Snapshot>(std::move(settings));
    publish(snapshot_);
    open_receipts();
    for (const auto& crew : crews_) {
        crew->worker.post([&service = *crew->service, snapshot = snapshot_, now = tls_] {
            service.adopt(snapshot, now);
        });
    }
    check_origins();
    ledger_.count_reload(true);
}

void ProxyServer::check_origins() {
    Crew& crew = *crews_.front();
    crew.worker.post([&checks = *crew.checks, snapshot = snapshot_, tls = tls_] {
        checks.adopt(*snapshot, *tls);
    });
}

void ProxyServer::drain(std::function<void()> drained) {
    announce_drain();
    for_each_crew(
        [](Crew& crew) {
            for (const auto& listener : crew.listeners) {
                listener->drain();
            }
        },
        // Only now is no connection on its way from one worker to the other.
        [this, drained = std::move(drained)] {
            undrained_ = crews_.size();
            for (const auto& crew : crews_) {
                crew->worker.post([this, &crew = *crew, drained] {
                    crew.service->drain([this, drained] {
                        if (--undrained_ == 0) {
                            drained();
                        }
                    });
                });
            }
        });
}

// Does it on every worker's thread; `then` on that of the last.
void ProxyServer::for_each_crew(const std::function<void(Crew&)>& work,
                                const std::function<void()>& then) {
    const auto left = std::make_shared<std::atomic<std::size_t>>(crews_.size());
    for (const auto& crew : crews_) {
        crew->worker.post([&crew = *crew, left, work, then] {
            work(crew);
            if (--*left == 0) {
                then();
            }
        });
    }
}

admin::ReadyState ProxyServer::ready_state() const {
    std::shared_ptr<const config::Snapshot> snapshot;
    {
        const std::lock_guard lock(published_mutex_);
        snapshot = published_;
    }
    admin::ReadyState state{.version = CONSENT_PROXY_VERSION, .phase = phase_, .sites = {}};
    for (const config::Site& site : snapshot->settings().sites) {
        const bool enforces = site.registry->enforcement().mode == consent::Mode::enforce;
        const observe::OriginState origin = ledger_.origin_state(site.name);
        state.sites.push_back({.name = site.name,
                               .revision = site.registry->revision(),
                               .mode = enforces ? "enforce" : "report",
                               .upstream = !origin.up   ? admin::UpstreamState::unknown
                                           : *origin.up ? admin::UpstreamState::up
                                                        : admin::UpstreamState::down,
                               .reason = origin.reason});
    }
    return state;
}

}   // namespace app

#include "app/proxy_server.hpp"

#include "app/descriptor_limit.hpp"
#include "app/listener_plan.hpp"
#include "app/memory_share.hpp"
#include "app/worker_count.hpp"
#include "observe/quiet_thread.hpp"

#include <algorithm>
#include <latch>
#include <numeric>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace app {
namespace {

// Below this difference a connection stays where the kernel put it.
constexpr unsigned uneven = 2;

}   // namespace

ProxyServer::ProxyServer(config::Settings settings, std::size_t descriptors, spdlog::logger& events)
    : events_(events),
      snapshot_(std::make_shared<const config::Snapshot>(std::move(settings))),
      ledger_(CONSENT_PROXY_VERSION),
      log_writer_(STDOUT_FILENO, ledger_.lost_log_lines()),
      receipts_(events),
      descriptors_(descriptors) {
    publish(snapshot_);
    tls_ = proxy::make_tls_contexts(this->settings(), ticket_keys_);
    const unsigned workers = this->settings().workers.value_or(automatic_workers());
    for (unsigned i = 0; i < workers; ++i) {
        crews_.push_back(std::make_unique<Crew>());
        crews_.back()->worker.pipes().set_most(pipes_within(descriptors_, workers));
    }
    std::vector<std::size_t> places(this->settings().listeners.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    keep(places, bind(this->settings(), places));
    reloads_.add(true, "start");
    start_admin();
    open_receipts();
    limit_connections();
    start_workers();
    // Before the log says so: who reads of a port may ask at once whether it is ready.
    phase_ = admin::Phase::serving;
    for (const std::size_t place : places) {
        tell_listening(place);
    }
}

ProxyServer::~ProxyServer() {
    admin_.reset();
    metrics_.reset();
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

// Out of descriptors, a visitor would be accepted and his request then fail for want of one to the
// origin. It is better to let him wait.
void ProxyServer::limit_connections() {
    const std::size_t wanted = settings().limits.connections;
    const std::size_t fit = connections_within(descriptors_, settings(), crews_.size());
    most_connections_ = std::min(wanted, fit);
    if (fit < wanted && std::exchange(told_fit_, fit) != fit) {
        events_.warn(
            "limits.connections is {}, but into the limit of {} open files fit {}: more visitors "
            "than that wait to be accepted; raise the limit (ulimit -n, LimitNOFILE=) to {}",
            wanted, descriptors_, fit, descriptors_ + 2 * (wanted - fit));
    }
}

void ProxyServer::start_workers() {
    const proxy::Shared shared{ledger_,
                               log_writer_,
                               events_,
                               watches_,
                               modes_,
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
        for (std::size_t place = 0; place < bound_.size(); ++place) {
            listen(i, place);
        }
    }
    for (const auto& crew : crews_) {
        crew->thread = observe::quiet_thread([&worker = crew->worker] { worker.run(); });
    }
}

// On the thread of the worker that accepted it. With few connections the kernel's spread is
// uneven, so one that has clearly more hands the new one on.
void ProxyServer::take(std::size_t index, std::size_t listener, net::Accepted accepted) {
    const std::size_t target = least_loaded(index);
    if (target == index) {
        crews_[index]->service->take(std::move(accepted), listener);
    } else {
        const auto moved = std::make_shared<net::Accepted>(std::move(accepted));
        Crew& crew = *crews_[target];
        ++handed_over_;
        crew.worker.post([this, &crew, moved, listener] {
            if (crew.service) {
                crew.service->take(std::move(*moved), listener);
            }
            --handed_over_;
        });
    }
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
    std::size_t sum = handed_over_;
    for (const auto& crew : crews_) {
        sum += crew->worker.connections();
    }
    return sum;
}

void ProxyServer::warn_of_fixed(const config::Settings& next) {
    const config::Settings& now = settings();
    if (!(now.admin == next.admin) || now.metrics != next.metrics || now.workers != next.workers ||
        now.log.format != next.log.format || now.log.access_format != next.log.access_format) {
        events_.warn(
            "admin, metrics, workers, log.format and log.access_format change only with a restart");
    }
}

void ProxyServer::reload_failed(std::string why) {
    ledger_.count_reload(false);
    reloads_.add(false, std::move(why));
}

void ProxyServer::reload(config::Settings settings, std::string cause) {
    warn_of_fixed(settings);
    settings.admin = this->settings().admin;
    settings.workers = this->settings().workers;
    settings.metrics = this->settings().metrics;
    settings.log.format = this->settings().log.format;
    settings.log.access_format = this->settings().log.access_format;
    ListenerPlan plan = plan_listeners(this->settings().listeners, std::move(settings.listeners));
    settings.listeners = std::move(plan.listeners);
    auto tls = proxy::make_tls_contexts(settings, ticket_keys_);
    std::vector<net::Bound> bound = bind(settings, plan.opened);
    // From here on nothing fails.
    tls_ = std::move(tls);
    snapshot_ = std::make_shared<const config::Snapshot>(std::move(settings));
    publish(snapshot_);
    open_receipts();
    limit_connections();
    // All know a listener's place before the first connection of it may be handed to them.
    on_every_crew([this](Crew& crew) { crew.service->adopt(snapshot_, tls_); });
    check_origins();
    open_listeners(plan.opened, std::move(bound));
    retire_listeners(plan.retired);
    change_modes();
    ledger_.count_reload(true);
    reloads_.add(true, std::move(cause));
    remind_of_switches();
}

void ProxyServer::check_origins() {
    Crew& crew = *crews_.front();
    crew.worker.post([&checks = *crew.checks, snapshot = snapshot_, tls = tls_] {
        checks.adopt(*snapshot, *tls);
    });
}

void ProxyServer::remind_of_switches() {
    for (const config::Site& site : settings().sites) {
        const admin::SiteMode mode = mode_of(site);
        if (mode.switched && mode.now != mode.registry) {
            events_.warn(
                "site {} stays in {} mode, as the admin listener switched it; its registry says {}",
                site.name, mode.now, mode.registry);
        }
    }
}

// Has it done on every worker's thread, and waits until it is.
void ProxyServer::on_every_crew(const std::function<void(Crew&)>& work) {
    const auto left = std::make_shared<std::latch>(static_cast<std::ptrdiff_t>(crews_.size()));
    for (const auto& crew : crews_) {
        crew->worker.post([&crew = *crew, &work, left] {
            work(crew);
            left->count_down();
        });
    }
    left->wait();
}

}   // namespace app

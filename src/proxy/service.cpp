#include "proxy/service.hpp"

#include "config/endpoint.hpp"
#include "observe/line_format.hpp"
#include "proxy/origin_name.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace proxy {
namespace {

constexpr std::size_t most_workspaces = 64;

// Who waits so short a time for a request may have it on the way, the first one above all.
constexpr std::chrono::seconds shortest_wait{1};

// So many at a time, and so great a part of them: as nginx does it.
constexpr std::size_t most_let_go = 32;
constexpr std::size_t let_go_part = 8;

observe::LineFormat line_format(config::AccessFormat format) {
    switch (format) {
        case config::AccessFormat::json:
            return observe::LineFormat::json;
        case config::AccessFormat::common:
            return observe::LineFormat::common;
        case config::AccessFormat::automatic:
        case config::AccessFormat::text:
            break;
    }
    return observe::LineFormat::text;
}

}   // namespace

Service::Service(net::Worker& worker, const Shared& shared,
                 std::shared_ptr<const config::Snapshot> snapshot,
                 std::shared_ptr<const TlsContexts> tls)
    : worker_(worker),
      shared_(shared),
      counters_(shared.ledger.add_worker()),
      access_log_(shared.log_writer, line_format(snapshot->settings().log.access_lines()),
                  counters_.dropped_log_lines) {
    adopt(std::move(snapshot), std::move(tls));
    worker_.on_tick([this] { tick(); });
}

Service::~Service() {
    worker_.on_tick({});
}

void Service::adopt(std::shared_ptr<const config::Snapshot> snapshot,
                    std::shared_ptr<const TlsContexts> tls) {
    auto view = std::make_unique<SnapshotView>();
    view->snapshot = std::move(snapshot);
    view->tls = std::move(tls);
    const std::vector<config::Site>& sites = view->settings().sites;
    for (std::size_t i = 0; i < sites.size(); ++i) {
        view->sites.push_back(make_site(sites[i], view->tls->upstreams[i]));
    }
    const config::Limits& limits = view->settings().limits;
    worker_.blocks().set_limit(limits.buffered_bytes.value_or(shared_.buffered_bytes) /
                               shared_.workers);
    view_ = SnapshotViewPtr(view.release());
    boost::unordered::erase_if(pools_, [](const auto& pool) { return pool.second.expired(); });
}

SiteView Service::make_site(const config::Site& site, std::shared_ptr<const net::TlsClient> tls) {
    const std::string key = pool_key(site.upstream);
    std::weak_ptr<net::UpstreamPool>& known = pools_[key];
    std::shared_ptr<net::UpstreamPool> pool = known.lock();
    net::OriginShare share =
        shared_.origin_shares.of(origin_key(site.upstream), key, site.upstream.keepalive);
    share.limit->set(site.upstream.max_connections, site.upstream.queue.length);
    if (!pool) {
        pool = std::make_shared<net::UpstreamPool>(worker_, shared_.own_connections, site.upstream,
                                                   share, std::hash<std::string>{}(key));
        // Of the origin alone: other sites may have the same pool, and outlive this one.
        const config::Endpoint origin{site.upstream.host, site.upstream.port,
                                      site.upstream.unix_path};
        pool->on_tls_fault([&events = shared_.events,
                            name = config::to_string(origin)](const std::string& reason) {
            events.warn("no TLS with the origin {}: {}", name, reason);
        });
        known = pool;
    }
    pool->speak(std::move(tls));
    return {.site = &site,
            .pool = std::move(pool),
            .counters = &counters_.site(site.name, site.registry->categories()),
            .health = &shared_.ledger.origin_health(site.name),
            .unregistered = std::make_unique<observe::RecentNames>(
                shared_.ledger.unregistered_names(site.name)),
            .unusable = &shared_.watches.of(site.name, site.registry->consent().cookie),
            .mode_switch = &shared_.modes.of(site.name),
            .choices = std::make_unique<consent::ChoiceCache>(),
            .pages =
                site.registry->pages() ? std::make_unique<pages::PageSet>(*site.registry) : nullptr,
            .authority = authority_of(site.upstream),
            .via = fmt::format("{} ({}.{})", via_name, shared_.instance, site.name)};
}

void Service::take(net::Accepted accepted, std::size_t listener) {
    wall_clock_ = std::chrono::system_clock::now();   // with no connection nothing ticks
    net::StreamPtr stream = net::Stream::adopt(worker_.loop(), std::move(accepted.socket));
    if (!stream->connected()) {
        return;
    }
    auto connection = std::make_unique<Connection>(
        *this, std::move(stream), make_peer(accepted.peer, listener), accepted.peer);
    connections_.push_back(*connection);
    Connection::serve(std::move(connection));
}

void Service::make_room() {
    if (closing_) {
        return;   // then all of them go
    }
    const auto latest = worker_.deadlines().now() - shortest_wait;
    std::vector<Connection*> idle;
    for (Connection& connection : connections_) {
        if (connection.idle_since() <= latest) {
            idle.push_back(&connection);
        }
    }
    const std::size_t wanted = std::clamp(idle.size() / let_go_part, std::size_t{1}, most_let_go);
    const auto end = idle.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, idle.size()));
    std::partial_sort(idle.begin(), end, idle.end(), [](const Connection* a, const Connection* b) {
        return a->idle_since() < b->idle_since();
    });
    std::for_each(idle.begin(), end, [](Connection* connection) { connection->let_go(); });
}

void Service::drain(std::function<void()> drained) {
    close_connections();
    drained_ = std::move(drained);
    ended();
}

void Service::close_connections() {
    closing_ = true;
    // Waking one may end it, and it alone: the next one is looked up before.
    for (auto next = connections_.begin(); next != connections_.end();) {
        (next++)->wake();
    }
}

// Again and again: what moves just now has its time anew.
void Service::cut() {
    cuts_ = true;
    let_all_go();
}

void Service::let_all_go() {
    for (Connection& connection : connections_) {
        connection.let_go();
    }
}

void Service::ended() {
    if (drained_ && connections_.empty()) {
        std::exchange(drained_, nullptr)();
    }
}

void Service::tick() {
    wall_clock_ = std::chrono::system_clock::now();
    for (const SiteView& site : view_->sites) {
        site.count_idle();
        site.pool->tick();
    }
    if (cuts_) [[unlikely]] {
        let_all_go();
    }
    access_log_.flush();
}

std::unique_ptr<Workspace> Service::take_workspace() {
    if (workspaces_.empty()) {
        return std::make_unique<Workspace>();
    }
    std::unique_ptr<Workspace> workspace = std::move(workspaces_.back());
    workspaces_.pop_back();
    return workspace;
}

void Service::give_workspace(std::unique_ptr<Workspace> workspace) {
    if (workspaces_.size() < most_workspaces) {
        workspaces_.push_back(std::move(workspace));
    }
}

}   // namespace proxy

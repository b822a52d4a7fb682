#include "app/log_level.hpp"
#include "app/proxy_server.hpp"
#include "app/status_metrics.hpp"
#include "config/units.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

// What the admin listener shows and switches; on its thread, but for start_admin.
namespace app {
namespace {

std::string word(consent::Mode mode) {
    return mode == consent::Mode::enforce ? "enforce" : "report";
}

std::string address_of(const config::UpstreamSettings& upstream) {
    if (upstream.scheme == config::Scheme::unix_socket) {
        return "unix:" + upstream.unix_path;
    }
    const bool v6 = upstream.host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}",
                       upstream.scheme == config::Scheme::https ? "https" : "http", v6 ? "[" : "",
                       upstream.host, v6 ? "]" : "", upstream.port);
}

admin::CertificateStatus describe(std::string role, std::string name,
                                  const config::Certificate& certificate) {
    return {.role = std::move(role),
            .name = std::move(name),
            .file = certificate.file,
            .hosts = certificate.names,
            .expires = certificate.expires};
}

std::vector<admin::CertificateStatus> certificates_of(const config::Settings& settings) {
    std::vector<admin::CertificateStatus> found;
    for (const config::ListenerSettings& listener : settings.listeners) {
        if (listener.tls && !listener.retired) {
            for (const config::CertificatePointer& each : listener.tls->certificates) {
                found.push_back(describe("listener", config::to_string(listener.endpoint), *each));
            }
        }
    }
    for (const config::Site& site : settings.sites) {
        if (site.upstream.tls.client) {
            found.push_back(describe("upstream", site.name, *site.upstream.tls.client));
        }
    }
    return found;
}

}   // namespace

void ProxyServer::start_admin() {
    admin_ = open_admin(settings().admin, "admin",
                        {.ready = [this] { return ready_state(); },
                         .metrics = [this] { return metrics(); },
                         .console = make_console()});
    events_.info("admin on {}", config::to_string(admin_->local_endpoint()));
    if (settings().metrics) {
        metrics_ = open_admin(
            *settings().metrics, "metrics",
            {.ready = [this] { return ready_state(); }, .metrics = [this] { return metrics(); }});
        events_.info("metrics on {}", config::to_string(metrics_->local_endpoint()));
    }
}

std::unique_ptr<admin::AdminServer> ProxyServer::open_admin(const config::Endpoint& endpoint,
                                                            std::string_view purpose,
                                                            admin::Callbacks callbacks) {
    try {
        return std::make_unique<admin::AdminServer>(endpoint, std::move(callbacks));
    } catch (const boost::system::system_error& error) {
        throw std::runtime_error(fmt::format("cannot listen on {} for {}: {}",
                                             config::to_string(endpoint), purpose,
                                             error.code().message()));
    }
}

admin::Console ProxyServer::make_console() {
    return {.status = [this] { return status(); },
            .log_level =
                [this] {
                    const auto level = spdlog::level::to_string_view(events_.level());
                    return std::string(level.data(), level.size());
                },
            .set_log_level = [this](std::string_view level) { return set_log_level(level); },
            .site_mode = [this](std::string_view site) { return site_mode(site); },
            .set_site_mode = [this](std::string_view site,
                                    std::string_view mode) { return set_site_mode(site, mode); },
            .hosts = [this] { return published()->settings().admin_hosts; }};
}

std::shared_ptr<const config::Snapshot> ProxyServer::published() const {
    const std::lock_guard lock(published_mutex_);
    return published_;
}

void ProxyServer::publish(std::shared_ptr<const config::Snapshot> snapshot) {
    const std::lock_guard lock(published_mutex_);
    published_ = std::move(snapshot);
}

bool ProxyServer::set_log_level(std::string_view text) {
    const auto level = config::parse_log_level(text);
    if (!level) {
        return false;
    }
    events_.set_level(spdlog::level::warn);   // whatever it is, this shows
    events_.warn("the admin listener set the log level to {}", text);
    events_.set_level(spdlog_level(*level));
    return true;
}

admin::SiteMode ProxyServer::mode_of(const config::Site& site) const {
    const consent::Mode registry = site.registry->enforcement().mode;
    const auto switched = modes_.of(site.name).value();
    return {.now = word(switched.value_or(registry)),
            .registry = word(registry),
            .switched = switched.has_value()};
}

std::optional<admin::SiteMode> ProxyServer::site_mode(std::string_view name) const {
    const auto snapshot = published();
    const auto& sites = snapshot->settings().sites;
    const auto site = std::find_if(sites.begin(), sites.end(),
                                   [name](const config::Site& each) { return each.name == name; });
    return site == sites.end() ? std::nullopt : std::optional(mode_of(*site));
}

bool ProxyServer::set_site_mode(std::string_view name, std::string_view mode) {
    const auto before = site_mode(name);
    if (!before) {
        return false;
    }
    if (mode == "registry") {
        modes_.of(name).set(std::nullopt);
        events_.warn("site {} is in {} mode again, as its registry says", name, before->registry);
        return true;
    }
    modes_.of(name).set(mode == "report" ? consent::Mode::report : consent::Mode::enforce);
    events_.warn("the admin listener switched site {} to {} mode; its registry says {}", name, mode,
                 before->registry);
    return true;
}

admin::ReadyState ProxyServer::ready_state() const {
    const auto snapshot = published();
    admin::ReadyState state{.version = CONSENT_PROXY_VERSION, .phase = phase_, .sites = {}};
    for (const config::Site& site : snapshot->settings().sites) {
        const observe::OriginState origin = ledger_.origin_state(site.name);
        state.sites.push_back({.name = site.name,
                               .revision = site.registry->revision(),
                               .mode = mode_of(site).now,
                               .upstream = !origin.up   ? admin::UpstreamState::unknown
                                           : *origin.up ? admin::UpstreamState::up
                                                        : admin::UpstreamState::down,
                               .reason = origin.reason});
    }
    return state;
}

admin::Status ProxyServer::outline() const {
    const auto snapshot = published();
    const config::Settings& settings = snapshot->settings();
    const receipts::WriterCounts receipts = receipts_.counts();
    const auto level = spdlog::level::to_string_view(events_.level());
    admin::Status status{
        .version = CONSENT_PROXY_VERSION,
        .phase = phase_,
        .now = std::chrono::system_clock::now(),
        .started = ledger_.start(),
        .workers = static_cast<unsigned>(crews_.size()),
        .connections = connections(),
        .most_connections = most_connections_,
        .log_level = std::string(level.data(), level.size()),
        .sites = {},
        .certificates = certificates_of(settings),
        .receipts = {receipts.written, receipts.dropped, receipts.failures},
        .configured = reloads_.last_success(),
        .reloads = reloads_.entries(),
    };
    const admin::ReadyState ready = ready_state();
    for (std::size_t i = 0; i < std::min(settings.sites.size(), ready.sites.size()); ++i) {
        const config::Site& site = settings.sites[i];
        status.sites.push_back({.state = ready.sites[i],
                                .mode = mode_of(site),
                                .registry = site.registry->site(),
                                .hosts = site.hosts,
                                .upstream = address_of(site.upstream),
                                .totals = {}});
    }
    return status;
}

admin::Status ProxyServer::status() const {
    admin::Status status = outline();
    for (admin::SiteStatus& site : status.sites) {
        site.totals = ledger_.site_totals(site.state.name);
    }
    return status;
}

std::string ProxyServer::metrics() const {
    return ledger_.text(status_families(outline()));
}

}   // namespace app

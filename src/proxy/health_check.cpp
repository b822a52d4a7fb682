#include "proxy/health_check.hpp"

#include "http/head.hpp"
#include "http/repair.hpp"
#include "observe/upstream_error.hpp"
#include "proxy/error.hpp"
#include "proxy/head_reader.hpp"
#include "proxy/origin_name.hpp"

#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <utility>

namespace proxy {
namespace {

using observe::in_words;
using observe::OriginHealth;
using observe::UpstreamError;

constexpr std::size_t max_fields = 200;

// However the checks end.
struct SetAtEnd {
    bool& flag;
    ~SetAtEnd() { flag = true; }
};

// As the site's visitors name it, so that an origin that serves several knows which.
std::string host_of(const config::Site& site) {
    if (!site.upstream.health->host.empty()) {
        return site.upstream.health->host;
    }
    const auto name = std::find_if(site.hosts.begin(), site.hosts.end(), [](const auto& host) {
        return host.find('*') == std::string::npos;
    });
    return name != site.hosts.end() ? *name : authority_of(site.upstream);
}

std::string request_for(const config::Site& site) {
    return fmt::format(
        "GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: consent-proxy health check\r\n"
        "Accept: */*\r\nConnection: close\r\n\r\n",
        site.upstream.health->path, host_of(site));
}

// As an exchange reads it: an origin is not down for a head that is mended there.
std::optional<unsigned> status_of(std::string_view text) {
    http::ResponseHead head;
    if (http::parse_response_head(text, max_fields, head)) {
        return head.status;
    }
    const auto repaired = http::repair_response_head(text);
    if (repaired && http::parse_response_head(repaired->text, max_fields, head)) {
        return head.status;
    }
    return std::nullopt;
}

}   // namespace

HealthCheck::HealthCheck(const config::Site& site, std::unique_ptr<net::UpstreamPool> pool,
                         observe::OriginHealth& health, spdlog::logger& events)
    : key_(key_of(site)),
      site_(site.name),
      settings_(*site.upstream.health),
      request_(request_for(site)),
      health_(health),
      events_(events),
      pool_(std::move(pool)),
      deadline_(pool_->worker().deadlines(), signal_) {}

std::string HealthCheck::key_of(const config::Site& site) {
    if (!site.upstream.health) {
        return {};
    }
    const config::UpstreamHealth& health = *site.upstream.health;
    return fmt::format("{} {} {} {} {} {} {} {} {}", site.name, pool_key(site.upstream),
                       request_for(site), health.interval.count(), health.timeout.count(),
                       health.healthy, health.unhealthy, health.least_status, health.most_status);
}

void HealthCheck::stop() {
    stopped_ = true;
    health_.set(OriginHealth::State::unchecked);
    signal_.raise();
}

// Nobody awaits it: what it threw would rest unread, and the checks would have stopped unnoticed.
net::Task<> HealthCheck::run() {
    const SetAtEnd at_end{over_};
    while (!stopped_) {
        try {
            co_await check();
        } catch (const std::exception& error) {
            events_.error("site {}: the origin could not be checked: {}", site_, error.what());
        }
        deadline_.set(settings_.interval);
        while (!stopped_ && !deadline_.passed()) {
            co_await signal_;
        }
    }
}

net::Task<> HealthCheck::check() {
    deadline_.set(settings_.timeout);
    const std::optional<Finding> finding = co_await ask();
    if (finding && !stopped_) {
        judge(*finding);
    }
}

// Nothing while all connections that the origin takes are in use: then exchanges tell how it is.
net::Task<std::optional<HealthCheck::Finding>> HealthCheck::ask() {
    net::ConnectionLimit::Place place = pool_->take_place();
    if (!place) {
        co_return std::nullopt;
    }
    const auto connected = co_await pool_->connect(place, signal_, deadline_);
    if (!connected) {
        co_return in_words(*info(connect_error(connected.error())).upstream);
    }
    Finding finding = co_await ask_on((*connected)->stream());
    co_return finding;
}

net::Task<HealthCheck::Finding> HealthCheck::ask_on(net::Stream& stream) {
    const bool sent = co_await send(stream);
    if (!sent) {
        co_return in_words(UpstreamError::connection_write_timeout);
    }
    net::Buffer bytes(pool_->worker().blocks());
    for (;;) {
        const net::Transfer read = stream.read_some(bytes.room());
        if (read.state == net::Transfer::State::moved) {
            bytes.grow(read.bytes);
            if (std::optional<Finding> finding = judge_head(bytes)) {
                co_return std::move(*finding);
            }
            continue;
        }
        if (read.state != net::Transfer::State::blocked) {
            co_return in_words(UpstreamError::connection_terminated);
        }
        if (deadline_.passed()) {
            co_return in_words(UpstreamError::response_timeout);
        }
        stream.want_read();
        co_await signal_;
    }
}

// A connection that is closed meanwhile shows when its answer is read.
net::Task<bool> HealthCheck::send(net::Stream& stream) {
    std::string_view left = request_;
    while (!left.empty()) {
        const net::Transfer written = stream.write_some({&left, 1});
        if (written.state == net::Transfer::State::failed) {
            break;
        }
        if (written.state == net::Transfer::State::blocked) {
            if (deadline_.passed()) {
                co_return false;
            }
            stream.want_write();
            co_await signal_;
            continue;
        }
        left.remove_prefix(written.bytes);
    }
    co_return true;
}

// Nothing while no final head is whole.
std::optional<HealthCheck::Finding> HealthCheck::judge_head(net::Buffer& bytes) const {
    for (;;) {
        HeadReader reader;
        const auto size = reader.find(bytes.view());
        if (!size) {
            const bool full = bytes.size() == net::Buffer::capacity;
            return full ? std::optional(in_words(UpstreamError::response_head_too_large))
                        : std::nullopt;
        }
        const std::optional<unsigned> status = status_of(bytes.view().substr(0, *size));
        if (!status) {
            return in_words(UpstreamError::protocol_error);
        }
        if (*status >= 200) {
            const bool good = *status >= settings_.least_status && *status <= settings_.most_status;
            return good ? Finding() : fmt::format("status {}", *status);
        }
        bytes.consume(*size);
    }
}

void HealthCheck::judge(const Finding& finding) {
    const bool good = finding.empty();
    in_a_row_ = good == last_was_good_ ? in_a_row_ + 1 : 1;
    last_was_good_ = good;
    const OriginHealth::State state = health_.state();
    if (good) {
        const unsigned enough = state == OriginHealth::State::down ? settings_.healthy : 1;
        if (state != OriginHealth::State::up && in_a_row_ >= enough) {
            health_.set(OriginHealth::State::up);
            events_.info("site {}: the origin is up", site_);
        }
        return;
    }
    if (in_a_row_ < settings_.unhealthy && state != OriginHealth::State::down) {
        return;
    }
    health_.set(OriginHealth::State::down, finding);
    if (state != OriginHealth::State::down) {
        events_.warn("site {}: the origin is down: {}", site_, finding);
    }
}

}   // namespace proxy

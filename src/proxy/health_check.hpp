#pragma once

#include "config/settings.hpp"
#include "net/buffer.hpp"
#include "net/signal.hpp"
#include "net/task.hpp"
#include "net/upstream_pool.hpp"
#include "observe/origin_health.hpp"

#include <memory>
#include <optional>
#include <spdlog/logger.h>
#include <string>
#include <string_view>

namespace proxy {

/// Asks the origin of one site now and then whether it is well, each time on a connection of its
/// own, and says so in its health; a change is logged. Lives on one worker.
class HealthCheck {
public:
    /// `pool` is used by nobody else. The rest outlives the check.
    HealthCheck(const config::Site& site, std::unique_ptr<net::UpstreamPool> pool,
                observe::OriginHealth& health, spdlog::logger& events);
    HealthCheck(const HealthCheck&) = delete;
    HealthCheck& operator=(const HealthCheck&) = delete;

    /// The first check, at once. Once only. A check that fails on this side (no memory) is logged
    /// and says nothing of the origin; the next one comes in its time.
    void begin() { life_.emplace(run()); }

    /// Is it what this site asks for?
    [[nodiscard]] bool is_for(const config::Site& site) const { return key_ == key_of(site); }
    /// How TLS is spoken from the next time on.
    void speak(std::shared_ptr<const net::TlsClient> tls) { pool_->speak(std::move(tls)); }

    /// No more of it counts: nothing is known of the origin from here. `over` says when it may be
    /// destroyed; while the worker's loop still runs that is not before.
    void stop();
    [[nodiscard]] bool over() const { return over_; }

private:
    /// Why the origin is not well; empty: it is.
    using Finding = std::string;

    [[nodiscard]] static std::string key_of(const config::Site& site);
    net::Task<> run();
    net::Task<> check();
    net::Task<std::optional<Finding>> ask();
    net::Task<Finding> ask_on(net::Stream& stream);
    net::Task<bool> send(net::Stream& stream);
    [[nodiscard]] std::optional<Finding> judge_head(net::Buffer& bytes) const;
    void judge(const Finding& finding);

    const std::string key_;
    const std::string site_;
    const config::UpstreamHealth settings_;
    const std::string request_;
    observe::OriginHealth& health_;
    spdlog::logger& events_;
    unsigned in_a_row_ = 0;   ///< findings of one kind, the last one included
    bool last_was_good_ = false;
    bool stopped_ = false;
    bool over_ = false;
    const std::unique_ptr<net::UpstreamPool> pool_;
    net::Signal signal_;
    net::Deadline deadline_;
    std::optional<net::Task<>> life_;
};

}   // namespace proxy

#pragma once

#include "config/snapshot.hpp"
#include "proxy/health_check.hpp"
#include "proxy/service.hpp"
#include "proxy/tls_contexts.hpp"

#include <memory>
#include <vector>

namespace proxy {

/// The checks of all origins that are checked: one for each site of the process, on one worker.
class HealthChecks {
public:
    /// Both outlive it, and it is used on the worker's thread alone. Destroyed when that worker
    /// serves nothing any more.
    HealthChecks(net::Worker& worker, const Shared& shared) : worker_(worker), shared_(shared) {}

    /// Checks what this snapshot says from now on. A check that stayed the same goes on.
    void adopt(const config::Snapshot& snapshot, const TlsContexts& tls);

private:
    using CheckPtr = std::unique_ptr<HealthCheck>;

    [[nodiscard]] CheckPtr take(const config::Site& site);
    [[nodiscard]] CheckPtr make(const config::Site& site);

    net::Worker& worker_;
    Shared shared_;
    std::vector<CheckPtr> checks_;
    std::vector<CheckPtr> stopped_;
};

}   // namespace proxy

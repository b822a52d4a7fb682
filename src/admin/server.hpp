#pragma once

#include "admin/callbacks.hpp"
#include "admin/limits.hpp"
#include "config/endpoint.hpp"

#include <memory>

namespace admin {

/// The admin listener, on a thread of its own, so that it answers whatever the workers do:
/// `/healthz`, `/readyz` and `/metrics` for GET and HEAD.
class AdminServer {
public:
    /// Listens and answers from now on. Throws boost::system::system_error where it cannot listen:
    /// `Address already in use` when any other process holds the port.
    AdminServer(const config::Endpoint& endpoint, Callbacks callbacks, Limits limits = {});

    /// Stops at once: connections are cut, a unix socket's file is removed.
    ~AdminServer();

    AdminServer(const AdminServer&) = delete;
    AdminServer& operator=(const AdminServer&) = delete;

    /// Where it listens: the port that port 0 became.
    [[nodiscard]] const config::Endpoint& local_endpoint() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}   // namespace admin

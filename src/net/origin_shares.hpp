#pragma once

#include "net/connection_limit.hpp"
#include "net/idle_share.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <mutex>
#include <string>

namespace net {

/// What the pools that all workers have for one origin share.
struct OriginShare {
    std::shared_ptr<ConnectionLimit> limit;
    std::shared_ptr<IdleShare> idle;
};

/// The shares of all origins of the process, as long as somebody uses them. Safe from any thread;
/// asked when a snapshot is adopted, never on the way of a request.
class OriginShares {
public:
    /// `origin` tells which server it is: its connections count together whatever else is said of
    /// them. `pool` tells which pools those at rest may go to, at most `keepalive` of them.
    [[nodiscard]] OriginShare of(const std::string& origin, const std::string& pool,
                                 unsigned keepalive);

private:
    std::mutex mutex_;
    boost::unordered_flat_map<std::string, std::weak_ptr<ConnectionLimit>> limits_;
    boost::unordered_flat_map<std::string, std::weak_ptr<IdleShare>> idle_;
};

}   // namespace net

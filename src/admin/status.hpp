#pragma once

#include "admin/ready_state.hpp"
#include "observe/site_totals.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace admin {

using Time = std::chrono::system_clock::time_point;

/// In which mode a site is, and why.
struct SiteMode {
    std::string now;         ///< `enforce` or `report`
    std::string registry;    ///< what its registry says
    bool switched = false;   ///< an operator's word holds instead
};

struct SiteStatus {
    SiteState state;
    SiteMode mode;
    std::string registry;             ///< what it calls the site
    std::vector<std::string> hosts;   ///< that the site serves
    std::string upstream;             ///< the origin's address
    observe::SiteTotals totals;
};

struct CertificateStatus {
    std::string role;   ///< `listener` or `upstream`: a client's, shown to an origin
    std::string name;   ///< the listener's address, or the site
    std::string file;
    std::vector<std::string> hosts;   ///< that it is for
    Time expires;
};

/// One time that a configuration was read, at the start too.
struct ReloadStatus {
    Time time;
    bool success = false;
    std::string text;   ///< what caused it, or why it was refused
};

struct ReceiptStatus {
    std::uint64_t written = 0;
    std::uint64_t dropped = 0;
    std::uint64_t failures = 0;
};

/// What the status page shows: all of it is from one moment.
struct Status {
    std::string version;
    Phase phase = Phase::starting;
    Time now;
    Time started;
    unsigned workers = 0;
    std::size_t connections = 0;        ///< visitors' connections that are open
    std::size_t most_connections = 0;   ///< that may be
    std::string log_level;
    std::vector<SiteStatus> sites;
    std::vector<CertificateStatus> certificates;
    ReceiptStatus receipts;
    Time configured;                     ///< when the configuration that is served was read
    std::vector<ReloadStatus> reloads;   ///< the last ones, newest first
};

}   // namespace admin

#pragma once

#include "observe/access_entry.hpp"
#include "proxy/error.hpp"
#include "proxy/peer.hpp"
#include "proxy/service.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace proxy {

/// What is told of one exchange when it is over: to the counters, and to the access log.
class Record {
public:
    using Clock = std::chrono::steady_clock;

    Record() : began_(Clock::now()) {}

    void set_error(ErrorKind kind) { error_ = kind; }
    void set_status(unsigned status) { status_ = status; }
    /// The request could be read, and is one of HTTP/1.`minor`.
    void set_version(unsigned minor) { version_ = minor == 0 ? "HTTP/1.0" : "HTTP/1.1"; }
    /// Of the bytes that went out: so many were of heads.
    void add_head_bytes(std::uint64_t bytes) { head_bytes_ += bytes; }
    void upstream_began() { upstream_began_ = Clock::now(); }
    void upstream_answered() { upstream_answered_ = Clock::now(); }
    void add_bytes_in(std::uint64_t bytes) { bytes_in_ += bytes; }
    void add_bytes_out(std::uint64_t bytes) { bytes_out_ += bytes; }
    /// Not an exchange that anybody counts: a ping.
    void silence() { silent_ = true; }

    [[nodiscard]] bool failed() const { return error_.has_value(); }

    /// Counts and logs the exchange. `site` is null when none was found; the views are of the
    /// request and empty where it could not be read.
    void finish(Service& service, const config::Settings& settings, const SiteView* site,
                const Visit& visit, std::string_view method, std::string_view target,
                std::span<const observe::SeenCookie> cookies) const;

private:
    Clock::time_point began_;
    std::optional<Clock::time_point> upstream_began_;
    std::optional<Clock::time_point> upstream_answered_;
    std::optional<ErrorKind> error_;
    unsigned status_ = 0;
    std::uint64_t bytes_in_ = 0;
    std::uint64_t bytes_out_ = 0;
    std::uint64_t head_bytes_ = 0;
    std::string_view version_;
    bool silent_ = false;
};

}   // namespace proxy

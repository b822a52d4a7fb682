#pragma once

#include "net/buffer.hpp"
#include "net/deadlines.hpp"
#include "net/signal.hpp"
#include "net/stream.hpp"
#include "net/task.hpp"
#include "net/upstream_pool.hpp"
#include "proxy/peer.hpp"

#include <boost/intrusive/list_hook.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace proxy {

class Service;

/// How an exchange left its downstream connection.
enum class After : std::uint8_t {
    next,     ///< ready for the next request
    finish,   ///< all was said: close it in order
    linger,   ///< the visitor may still be sending: close it so that the answer is not lost
    cut,      ///< break it: what was sent is not whole
};

/// A connection to an origin that was authenticated itself (NTLM, Negotiate) and so belongs to one
/// visitor's connection; with the pool that it must never come into.
struct PinnedUpstream {
    std::shared_ptr<net::UpstreamPool> pool;
    net::UpstreamPtr connection;
};

/// One visitor's connection: waits for a request, has it served, and so on until one side ends it.
/// While it waits it holds no buffer.
class Connection : public boost::intrusive::list_base_hook<
                       boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    /// The service outlives the connection.
    Connection(Service& service, net::StreamPtr stream, Peer peer, net::Endpoint far_end);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Serves it to its end. It owns itself from here.
    static void serve(std::unique_ptr<Connection> connection);

    /// Has it look around: the service is draining.
    void wake() { signal_.raise(); }

    /// Since when it waits for a request; the end of time while it does anything else.
    [[nodiscard]] net::Deadline::Clock::time_point idle_since() const { return idle_since_; }
    /// What it waits for takes too long from now on: for a request, unless one has come, or for
    /// either side of an exchange.
    void let_go() { deadline_.set(std::chrono::milliseconds::zero()); }

    [[nodiscard]] net::Stream& stream() { return *stream_; }
    [[nodiscard]] net::Buffer& input() { return input_; }
    [[nodiscard]] net::Signal& signal() { return signal_; }
    [[nodiscard]] net::Deadline& deadline() { return deadline_; }
    [[nodiscard]] const Peer& peer() const { return peer_; }
    [[nodiscard]] PinnedUpstream& pinned() { return pinned_; }
    /// The origin that this process itself made the connection for, if it did. Known from the
    /// first request on: it is sent after the connection was noted.
    [[nodiscard]] std::optional<std::size_t> made_for() const { return made_for_; }

private:
    static net::Detached run(std::unique_ptr<Connection> connection);

    net::Task<> serve_all();
    net::Task<bool> wait_for_request();
    void hurry_if_closing(std::chrono::milliseconds patience);
    net::Task<After> serve_one();
    net::Task<> linger();
    net::Task<> say_end();

    // connection_open.cpp
    [[nodiscard]] bool has_preface() const;
    net::Task<bool> open();
    net::Task<bool> read_proxy_header(const config::ListenerSettings& listener);
    [[nodiscard]] bool may_speak_for_others(const config::TrustedProxies& trusted) const;
    net::Task<bool> shake_hands();
    [[nodiscard]] bool has_no_patience_left();

    Service& service_;
    net::StreamPtr stream_;
    net::Buffer input_;
    net::Signal signal_;
    net::Deadline deadline_;
    Peer peer_;
    net::Endpoint far_end_;
    std::optional<std::size_t> made_for_;
    PinnedUpstream pinned_;
    net::Deadline::Clock::time_point idle_since_ = net::Deadline::Clock::time_point::max();
    unsigned served_ = 0;
    bool leaving_ = false;
};

}   // namespace proxy

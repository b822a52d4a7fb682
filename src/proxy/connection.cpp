#include "proxy/connection.hpp"

#include "proxy/exchange.hpp"
#include "proxy/service.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace proxy {
namespace {

// A visitor who is still sending when the answer is complete gets this long to read it.
constexpr std::chrono::milliseconds linger_time{2'000};

// When the service closes, the next request may take this long to come.
constexpr std::chrono::milliseconds patience_at_the_end{1'000};

}   // namespace

Connection::Connection(Service& service, net::StreamPtr stream, Peer peer, net::Endpoint far_end)
    : service_(service),
      stream_(std::move(stream)),
      input_(service.worker().blocks(), net::BlockPool::small_size),
      deadline_(service.worker().deadlines(), signal_),
      peer_(std::move(peer)),
      far_end_(far_end) {
    stream_->set_waker(&signal_);
    service_.counters().accepted.add();
    service_.counters().downstream_connections.increment();
    service_.worker().add_connections(1);
}

Connection::~Connection() {
    stream_->close();
    service_.counters().downstream_connections.decrement();
    service_.worker().add_connections(-1);
    unlink();
    service_.ended();
}

void Connection::serve(std::unique_ptr<Connection> connection) {
    run(std::move(connection));
}

net::Detached Connection::run(std::unique_ptr<Connection> connection) {
    try {
        bool opened = true;
        if (connection->has_preface()) {
            opened = co_await connection->open();
        }
        if (opened) {
            co_await connection->serve_all();
        }
    } catch (const std::exception& failure) {
        connection->stream_->reset();
        connection->service_.events().error("a connection was cut: {}", failure.what());
    }
}

net::Task<> Connection::serve_all() {
    while (co_await wait_for_request()) {
        const After after = co_await serve_one();
        switch (after) {
            case After::next:
                continue;
            case After::finish:
                if (stream_->tls() != nullptr) {
                    co_await say_end();
                }
                break;
            case After::linger:
                co_await linger();
                break;
            case After::cut:
                stream_->reset();
                break;
        }
        break;
    }
}

// Until the first bytes of a request are there. False when none will come.
net::Task<bool> Connection::wait_for_request() {
    if (!input_.empty()) {
        co_return true;
    }
    deadline_.set(service_.view()->settings().timeouts.idle);
    idle_since_ = service_.worker().deadlines().now();
    leaving_ = false;
    bool late = false;
    for (;;) {
        if (!stream_->drained()) {
            const net::Transfer read = stream_->read_some(input_.room());
            if (read.state == net::Transfer::State::moved) {
                input_.grow(read.bytes);
                co_return true;
            }
        }
        hurry_if_closing(patience_at_the_end);
        if (stream_->ended() || late) {
            co_return false;
        }
        if (deadline_.passed()) {
            // A request may have come at the last moment: closing would reset it.
            late = true;
            if (stream_->is_quiet()) {
                co_return false;
            }
            continue;
        }
        input_.release();   // the last request's may still be held
        stream_->want_read();
        co_await signal_;
    }
}

// A service that closes lets go of those who have nothing to ask, but not at once: a connection
// that has just been accepted has its request on the way, and so may one that is idle. That request
// is answered, and the answer says that it was the last.
void Connection::hurry_if_closing(std::chrono::milliseconds patience) {
    if (service_.closing() && !leaving_) {
        leaving_ = true;
        deadline_.set(std::min(deadline_.left(), patience));
    }
}

net::Task<After> Connection::serve_one() {
    idle_since_ = net::Deadline::Clock::time_point::max();
    if (served_ == 0) {
        made_for_ =
            service_.own_connections().find(far_end_, [this] { return stream_->local_endpoint(); });
    }
    Exchange exchange(service_, *this);
    const After after = co_await exchange.run();
    ++served_;
    co_return after;
}

// By TLS the end is a record, which has to go out before the connection closes.
net::Task<> Connection::say_end() {
    stream_->shutdown_send();
    deadline_.set(linger_time);
    while (stream_->owes_end() && !deadline_.passed()) {
        co_await signal_;
    }
}

// Closing with unread bytes makes the kernel send a reset, which may overtake the answer on its
// way (RFC 9112 section 9.6): say the end, then read what still comes, for a while.
net::Task<> Connection::linger() {
    stream_->shutdown_send();
    deadline_.set(linger_time);
    while (!deadline_.passed() && !stream_->ended()) {
        input_.release();
        const net::Transfer read = stream_->read_some(input_.room());
        input_.release();
        if (read.state == net::Transfer::State::blocked ||
            read.state == net::Transfer::State::moved) {
            stream_->want_read();
            co_await signal_;   // in its turn: who sends on and on has no more of them than others
        }
    }
}

}   // namespace proxy

#include "net/upstream_pool.hpp"

#include <algorithm>
#include <utility>

namespace net {
namespace {

// A name is looked up again for a new connection when the answer is older than this.
constexpr std::chrono::seconds names_are_good_for{10};

// A connection that rested for longer than this may just be closing.
constexpr std::chrono::milliseconds freshly_used{1'000};

// A second before the origin's own time is over, or half of a short one.
std::chrono::milliseconds safe_part(std::chrono::milliseconds patience) {
    return std::max<std::chrono::milliseconds>(patience - std::chrono::seconds(1), patience / 2);
}

}   // namespace

UpstreamConnection::UpstreamConnection(UpstreamPool& pool, StreamPtr stream)
    : pool_(pool),
      stream_(std::move(stream)),
      idle_(pool.worker().deadlines(), *this),
      here_(stream_->local_endpoint()),
      there_(stream_->remote_endpoint()) {
    pool_.own_.add(here_, there_, pool_.origin_);
}

UpstreamConnection::~UpstreamConnection() {
    pool_.own_.remove(here_, there_);
    stream_->close();
}

void UpstreamConnection::raise() {
    pool_.drop(*this);
}

UpstreamPool::UpstreamPool(Worker& worker, OwnConnections& own, config::UpstreamSettings settings,
                           std::size_t most_idle, std::size_t origin)
    : worker_(worker),
      own_(own),
      settings_(std::move(settings)),
      most_idle_(most_idle),
      origin_(origin),
      endpoints_(fixed_endpoints(settings_)),
      is_name_(endpoints_.empty()) {}

UpstreamPtr UpstreamPool::take_surely(Waker& waker) {
    while (!idle_.empty() && worker_.deadlines().now() - idle_.back()->idle_since_ < freshly_used) {
        UpstreamPtr connection = take(waker);
        if (connection->stream_->is_quiet()) {
            return connection;
        }
    }
    return nullptr;
}

UpstreamPtr UpstreamPool::take(Waker& waker) {
    if (idle_.empty()) {
        return nullptr;
    }
    UpstreamPtr connection = std::move(idle_.back());
    idle_.pop_back();
    connection->idle_.clear();
    connection->stream_->set_waker(&waker);
    return connection;
}

void UpstreamPool::give(UpstreamPtr connection, std::optional<std::chrono::milliseconds> patience) {
    const auto idle = std::min(settings_.idle, patience ? safe_part(*patience) : settings_.idle);
    if (idle_.size() >= most_idle_ || idle <= std::chrono::milliseconds::zero()) {
        return;
    }
    connection->keep();
    connection->idle_.set(idle);
    connection->idle_since_ = worker_.deadlines().now();
    connection->stream_->set_waker(connection.get());
    connection->stream_->want_read();
    idle_.push_back(std::move(connection));
}

void UpstreamPool::drop(const UpstreamConnection& connection) {
    const auto found = std::find_if(idle_.begin(), idle_.end(), [&](const UpstreamPtr& idle) {
        return idle.get() == &connection;
    });
    if (found != idle_.end()) {
        const UpstreamPtr gone = std::move(*found);
        idle_.erase(found);
    }
}

Task<ConnectFault> UpstreamPool::resolve(Signal& signal, const Deadline& deadline) {
    const LookupPtr lookup = look_up(worker_, settings_, signal);
    while (!lookup->done && !deadline.passed()) {
        co_await signal;
    }
    lookup->waker = nullptr;
    if (!lookup->endpoints.empty()) {
        endpoints_ = lookup->endpoints;
        resolved_ = worker_.deadlines().now();
    }
    co_return lookup->done ? ConnectFault::not_found : ConnectFault::timed_out;
}

Task<boost::system::result<UpstreamPtr, ConnectFault>> UpstreamPool::connect(
    Signal& signal, const Deadline& deadline) {
    if (is_name_ &&
        (endpoints_.empty() || worker_.deadlines().now() - resolved_ > names_are_good_for)) {
        const ConnectFault fault = co_await resolve(signal, deadline);
        // A resolver that fails now and then must not cost a site whose address was known.
        if (endpoints_.empty()) {
            co_return fault;
        }
    }
    const std::vector<Endpoint> endpoints = endpoints_;
    for (const Endpoint& endpoint : endpoints) {
        const StreamPtr stream = Stream::connect(worker_.context(), endpoint, signal);
        while (stream->connecting() && !deadline.passed()) {
            co_await signal;
        }
        if (stream->connected()) {
            auto connection = std::make_unique<UpstreamConnection>(*this, stream);
            co_return std::move(connection);
        }
        stream->close();
        if (deadline.passed()) {
            co_return ConnectFault::timed_out;
        }
    }
    co_return ConnectFault::refused;
}

}   // namespace net

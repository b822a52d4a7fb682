#include "net/upstream_pool.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace net {
namespace {

// How often the operator is told of the same trouble.
constexpr std::chrono::minutes seldom{1};

// A connection that rested for longer than this may just be closing.
constexpr std::chrono::milliseconds freshly_used{1'000};

// Whoever asked hears no more of it, however his waiting ends.
struct StopHearing {
    Lookup& lookup;
    ~StopHearing() { lookup.waker = nullptr; }
};

// A moment, until which an origin may have taken somebody out of its full queue.
Task<> pause(Deadlines& deadlines, Signal& signal, const Deadline& deadline) {
    Deadline over(deadlines, signal);
    over.set(Deadlines::resolution);
    while (!over.passed() && !deadline.passed()) {
        co_await signal;
    }
}

// A second before the origin's own time is over, or half of a short one.
std::chrono::milliseconds safe_part(std::chrono::milliseconds patience) {
    return std::max<std::chrono::milliseconds>(patience - std::chrono::seconds(1), patience / 2);
}

// Nobody answers at the addresses that are known.
bool is_elsewhere(ConnectFault fault) {
    return fault == ConnectFault::refused || fault == ConnectFault::unroutable;
}

}   // namespace

UpstreamConnection::UpstreamConnection(UpstreamPool& pool, StreamPtr stream,
                                       ConnectionLimit::Place place)
    : pool_(pool),
      stream_(std::move(stream)),
      idle_(pool.worker().deadlines(), *this),
      here_(stream_->local_endpoint()),
      there_(stream_->remote_endpoint()),
      place_(std::move(place)) {
    ++pool_.open_;
    pool_.own_.add(here_, there_, pool_.origin_);
}

UpstreamConnection::~UpstreamConnection() {
    pool_.own_.remove(here_, there_);
    pool_.connection_ends(std::move(stream_), std::move(place_));
}

// A ticket, or keys that are changed, are no reason to let go of it.
bool UpstreamConnection::is_still_good() {
    return !idle_.passed() && stream_->is_quiet();
}

void UpstreamConnection::raise() {
    if (is_still_good()) {
        stream_->want_read();
    } else {
        pool_.drop(*this);
    }
}

UpstreamPool::UpstreamPool(Worker& worker, OwnConnections& own, config::UpstreamSettings settings,
                           OriginShare share, std::size_t origin, Naming naming)
    : worker_(worker),
      own_(own),
      settings_(std::move(settings)),
      share_(std::move(share)),
      origin_(origin),
      endpoints_(fixed_endpoints(settings_)),
      is_name_(endpoints_.empty()),
      naming_(std::move(naming)),
      lender_(std::make_shared<ConnectionLimit::Lender>(worker, asked_)) {
    if (!naming_.look_up) {
        naming_.look_up = [this](Waker& waker) { return look_up(worker_, settings_, waker); };
    }
    share_.limit->add(lender_);
}

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
    if (share_.limit->limits()) [[unlikely]] {
        publish_idle();
    }
    return connection;
}

void UpstreamPool::give(UpstreamPtr connection, std::optional<std::chrono::milliseconds> patience) {
    const auto idle = std::min(settings_.idle, patience ? safe_part(*patience) : settings_.idle);
    if (idle <= std::chrono::milliseconds::zero()) {
        return;
    }
    connection->keep();
    if (share_.limit->has_queue()) [[unlikely]] {
        hand_on(std::move(connection), patience);
        return;
    }
    if (idle_.size() >= reserved_ && !may_rest_one_more()) {
        return;
    }
    connection->idle_.set(idle);
    connection->idle_since_ = worker_.deadlines().now();
    connection->stream_->set_waker(connection.get());
    connection->stream_->want_read();
    idle_.push_back(std::move(connection));
    if (share_.limit->limits()) [[unlikely]] {
        publish_idle();
    }
}

void UpstreamPool::drop(const UpstreamConnection& connection) {
    const auto found = std::find_if(idle_.begin(), idle_.end(), [&](const UpstreamPtr& idle) {
        return idle.get() == &connection;
    });
    if (found != idle_.end()) {
        const UpstreamPtr gone = std::move(*found);
        idle_.erase(found);
        publish_idle();
    }
}

UpstreamPool::~UpstreamPool() {
    ending_ = true;
    share_.limit->remove(lender_);
    idle_.clear();
    if (lookup_) {
        lookup_->waker = nullptr;
    }
}

void UpstreamPool::take_endpoints(const std::vector<Endpoint>& endpoints) {
    // A resolver that fails now and then must not cost a site whose address was known.
    if (endpoints.empty()) {
        return;
    }
    const std::optional<Endpoint> last =
        endpoints_.empty() ? std::nullopt : std::optional(endpoints_.front());
    endpoints_ = endpoints;
    resolved_ = worker_.deadlines().now();
    if (last) {
        prefer(*last);
    }
}

void UpstreamPool::prefer(const Endpoint& endpoint) {
    const auto found = std::find(endpoints_.begin(), endpoints_.end(), endpoint);
    if (found != endpoints_.end()) {
        std::rotate(endpoints_.begin(), found, std::next(found));
    }
}

// Looks the name up anew without anybody waiting: a resolver that is slow costs no request.
void UpstreamPool::refresh() {
    if (!lookup_ && worker_.deadlines().now() - resolved_ > naming_.good_for) {
        lookup_ = naming_.look_up(refresh_);
    }
}

void UpstreamPool::take_refreshed() {
    const LookupPtr lookup = std::exchange(lookup_, nullptr);
    take_endpoints(lookup->endpoints);
}

Task<ConnectFault> UpstreamPool::resolve(Signal& signal, const Deadline& deadline) {
    const LookupPtr lookup = naming_.look_up(signal);
    const StopHearing stop_hearing{*lookup};
    while (!lookup->done && !deadline.passed()) {
        co_await signal;
    }
    take_endpoints(lookup->endpoints);
    co_return lookup->done ? ConnectFault::not_found : ConnectFault::lookup_timed_out;
}

Task<UpstreamPool::Connected> UpstreamPool::connect(ConnectionLimit::Place& place, Signal& signal,
                                                    const Deadline& deadline) {
    bool is_fresh = !is_name_;
    if (endpoints_.empty()) {
        const ConnectFault fault = co_await resolve(signal, deadline);
        if (endpoints_.empty()) {
            co_return fault;
        }
        is_fresh = true;
    } else if (is_name_) {
        refresh();
    }
    Connected connected = co_await try_all(place, signal, deadline);
    if (connected || is_fresh || !is_elsewhere(connected.error())) {
        co_return std::move(connected);
    }
    // Nobody is where the name was known to be: it may have moved.
    const std::vector<Endpoint> known = endpoints_;
    co_await resolve(signal, deadline);
    if (!deadline.passed() && endpoints_ != known) {
        connected = co_await try_all(place, signal, deadline);
    }
    co_return std::move(connected);
}

// One address after the other. The last one has all the time that is left.
Task<UpstreamPool::Connected> UpstreamPool::try_all(ConnectionLimit::Place& place, Signal& signal,
                                                    const Deadline& deadline) {
    const std::vector<Endpoint> endpoints = endpoints_;
    const auto patience = deadline.left();
    ConnectFault fault = ConnectFault::refused;
    for (std::size_t i = 0; i < endpoints.size() && !deadline.passed(); ++i) {
        const bool is_last = i + 1 == endpoints.size();
        Deadline share(worker_.deadlines(), signal);
        if (!is_last) {
            share.set(patience / endpoints.size());
        }
        const Deadline& until = is_last ? deadline : share;
        Connected connected = co_await try_one(endpoints[i], place, signal, until);
        if (connected) {
            prefer(endpoints[i]);
            co_return std::move(connected);
        }
        // No route to one of several, as where there is no IPv6, says less than the others'
        // answers.
        if (i == 0 || fault == ConnectFault::unroutable ||
            connected.error() != ConnectFault::unroutable) {
            fault = connected.error();
        }
    }
    co_return fault;
}

Task<UpstreamPool::Connected> UpstreamPool::try_one(const Endpoint& endpoint,
                                                    ConnectionLimit::Place& place, Signal& signal,
                                                    const Deadline& deadline) {
    StreamPtr stream = Stream::connect(worker_.loop(), endpoint, signal);
    while (stream->queue_is_full() && !deadline.passed()) {
        co_await pause(worker_.deadlines(), signal, deadline);
        stream = Stream::connect(worker_.loop(), endpoint, signal);
    }
    while (stream->connecting() && !deadline.passed()) {
        co_await signal;
    }
    std::optional<ConnectFault> fault;
    if (!stream->connected()) {
        fault = deadline.passed()      ? ConnectFault::timed_out
                : stream->unroutable() ? ConnectFault::unroutable
                                       : ConnectFault::refused;
    } else if (tls_) {
        fault = co_await secure(*stream, signal, deadline);
    }
    if (fault) {
        stream->close();
        co_return *fault;
    }
    co_return std::make_unique<UpstreamConnection>(*this, stream, std::move(place));
}

Task<std::optional<ConnectFault>> UpstreamPool::secure(Stream& stream, Signal& signal,
                                                       const Deadline& deadline) {
    auto tls = TlsClient::connect(tls_, stream.descriptor(), ticket_);
    if (!tls) {
        co_return ConnectFault::tls_protocol;
    }
    stream.secure(std::move(tls));
    for (;;) {
        switch (stream.shake_hands()) {
            case Transfer::State::moved:
                co_return std::nullopt;
            case Transfer::State::blocked:
                break;
            default:
                tell(*stream.tls());
                co_return stream.tls()->fault() == TlsFault::certificate
                    ? ConnectFault::tls_certificate
                    : ConnectFault::tls_protocol;
        }
        if (deadline.passed()) {
            co_return ConnectFault::timed_out;
        }
        co_await signal;
    }
}

// At most once a minute: the access log and the metrics have each of them.
void UpstreamPool::tell(const TlsSession& tls) {
    const auto now = worker_.deadlines().now();
    if (tell_ && (told_ == Deadline::Clock::time_point{} || now - told_ > seldom)) {
        told_ = now;
        tell_(tls.reason());
    }
}

}   // namespace net

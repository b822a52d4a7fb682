#include "proxy/exchange.hpp"

// An exchange whose origin takes no more connections: it waits for its turn.
namespace proxy {

// Then there is a connection that another exchange has done with, or a place for a new one.
net::Task<Exchange::Failure> Exchange::await_turn(net::ConnectionLimit::Place& place, bool fresh) {
    net::UpstreamPool& pool = *site_->pool;
    const net::UpstreamTurnPtr turn = pool.line_up(connection_.signal());
    if (!turn) {
        co_return Error{ErrorKind::no_connection_free};
    }
    observe::Gauge& waiting = site_->counters->upstream_waiting();
    waiting.increment();
    connection_.deadline().set(site_->site->upstream.queue.timeout);
    Failure failure;
    for (;;) {
        net::UpstreamPool::Claim claim = pool.claim(*turn, connection_.signal(), fresh);
        if (claim.connection || claim.place) {
            upstream_ = std::move(claim.connection);
            place = std::move(claim.place);
            break;
        }
        failure = has_to_stop_waiting();
        if (failure) {
            break;
        }
        co_await connection_.signal();
    }
    waiting.decrement();
    pool.leave(*turn);
    hurries_ = false;
    co_return failure;
}

// The origin knows nothing of the request yet: whoever leaves makes room, whatever he asked for.
Exchange::Failure Exchange::has_to_stop_waiting() {
    constexpr std::chrono::seconds patience{1};
    watch_visitor();
    if (connection_.stream().ended() && !hurries_) {
        hurries_ = true;
        if (connection_.deadline().left() > patience) {
            connection_.deadline().set(patience);
        }
    }
    if (visitor_gone_ || (hurries_ && connection_.deadline().passed())) {
        return Error{ErrorKind::visitor_gone};
    }
    if (connection_.deadline().passed()) {
        return Error{ErrorKind::no_connection_free};
    }
    return std::nullopt;
}

}   // namespace proxy

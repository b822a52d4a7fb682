#include "proxy/exchange.hpp"

// An exchange whose origin takes only so many connections: it waits for its turn.
namespace proxy {

// Who sends a form byte by byte shall not hold one of a few connections meanwhile. With Expect the
// visitor waits for a word of the origin's; what is large has to stream.
bool Exchange::gathers_body() const {
    return site_->site->upstream.max_connections != 0 &&
           gate_.body.kind == http::BodyKind::length &&
           gate_.body.length <= net::Buffer::capacity &&
           !work_->request.fields.contains(http::FieldId::expect);
}

net::Task<Exchange::Failure> Exchange::gather_body() {
    connection_.deadline().set(settings().timeouts.body);
    while (request_body_.size() < gate_.body.length) {
        const bool more = co_await read_more(request_body_);
        if (!more) {
            co_return Error{connection_.deadline().passed() ? ErrorKind::request_too_slow
                                                            : ErrorKind::visitor_gone};
        }
        connection_.deadline().set(settings().timeouts.body);
    }
    co_return std::nullopt;
}

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
    watch_visitor();
    if (has_been_left()) {
        return Error{ErrorKind::visitor_gone};
    }
    if (connection_.deadline().passed()) {
        return Error{ErrorKind::no_connection_free};
    }
    return std::nullopt;
}

}   // namespace proxy

#include "http/head_writer.hpp"
#include "http/repair.hpp"
#include "proxy/exchange.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

// The middle of an exchange: a connection to the origin, the request on it, the heads that come
// back.
namespace proxy {
namespace {

constexpr std::size_t max_response_fields = 200;

// More interim responses than this before a final one are no conversation any more.
constexpr unsigned most_interim = 100;

// So long an answer may take that nobody may be there to read.
constexpr std::chrono::milliseconds patience{1'000};

}   // namespace

// Sends the request and reads up to the final response head; once more on a new connection when
// the first was a pooled one that had died meanwhile.
net::Task<Exchange::Failure> Exchange::ask_origin() {
    if (site_->health->is_down()) [[unlikely]] {
        co_return Error{ErrorKind::origin_down};
    }
    if (gathers_body()) [[unlikely]] {
        if (const Failure failure = co_await gather_body()) {
            co_return failure;
        }
    }
    bool fresh = false;
    for (;;) {
        if (const Failure failure = co_await take_upstream(fresh)) {
            co_return failure;
        }
        const Failure failure = co_await send_and_await_head();
        if (!failure || !failure->retry_safe || fresh) {
            co_return failure;
        }
        site_->counters->upstream_retry();
        close_upstream();
        fresh = true;
    }
}

// Only what changes nothing, and of which nothing would be missing the second time.
bool Exchange::may_repeat() const {
    const std::string_view method = work_->request.method;
    return gate_.body.kind == http::BodyKind::none &&
           (method == "GET" || method == "HEAD" || method == "OPTIONS");
}

net::Task<Exchange::Failure> Exchange::take_upstream(bool fresh) {
    net::UpstreamPool& pool = *site_->pool;
    if (!fresh && !take_pinned()) {
        upstream_ =
            may_repeat() ? pool.take(connection_.signal()) : pool.take_surely(connection_.signal());
    }
    if (!upstream_) {
        net::ConnectionLimit::Place place = pool.take_place();
        if (!place) [[unlikely]] {
            if (const Failure failure = co_await await_turn(place, fresh)) {
                co_return failure;
            }
        }
        if (place) {
            if (const Failure failure = co_await connect_upstream(place)) {
                co_return failure;
            }
        }
    }
    site_->counters->upstream_active().increment();
    site_->count_idle();
    co_return std::nullopt;
}

net::Task<Exchange::Failure> Exchange::connect_upstream(net::ConnectionLimit::Place& place) {
    connection_.deadline().set(settings().timeouts.connect);
    auto connected =
        co_await site_->pool->connect(place, connection_.signal(), connection_.deadline());
    if (!connected) {
        co_return Error{connect_error(connected.error())};
    }
    upstream_ = std::move(*connected);
    co_return std::nullopt;
}

// The visitor's own connection to this origin, if there is one and it is still good.
bool Exchange::take_pinned() {
    PinnedUpstream& pinned = connection_.pinned();
    if (!pinned.connection) {
        return false;
    }
    net::UpstreamPtr connection = std::move(pinned.connection);
    if (pinned.pool != site_->pool || !connection->stream().is_quiet()) {
        return false;
    }
    pins_ = true;
    upstream_ = std::move(connection);
    return true;
}

net::Task<Exchange::Failure> Exchange::send_and_await_head() {
    net::Deadline& deadline = connection_.deadline();
    response_reader_ = {};
    response_bytes_.release();
    const Body::Plan plan{.in = gate_.body,
                          .out = gate_.body.kind,
                          .most = settings().limits.body_bytes.value_or(UINT64_MAX)};
    request_relay_.emplace(connection_.stream(), upstream_->stream(), request_body_, plan);
    request_relay_->splice_by(service_.worker().pipes());
    request_relay_->send_first(work_->request_out);
    deadline.set(settings().timeouts.body);
    bool sent = false;
    unsigned interim = 0;
    for (;;) {
        if (const Failure failure = pump_request()) {
            co_return failure;
        }
        if (!sent && !request_relay_->running()) {
            sent = true;
            record_.upstream_began();
            await_answer();
        }
        if (const Failure failure = read_response_head()) {
            co_return failure;
        }
        if (response_head_size_ > 0) {
            if (const Failure failure = take_response_head()) {
                co_return failure;
            }
            if (work_->response.status >= 200 || work_->response.status == 101) {
                record_.upstream_answered();
                co_return std::nullopt;
            }
            if (++interim > most_interim) {
                co_return Error{ErrorKind::malformed_response};
            }
            const bool passed_on = co_await send_interim();
            if (!passed_on) {
                co_return Error{ErrorKind::visitor_gone};
            }
            await_answer();
            continue;
        }
        watch_visitor();
        if (sent && may_repeat() && has_been_left()) {
            co_return Error{ErrorKind::visitor_gone};
        }
        if (deadline.passed()) {
            co_return request_timed_out();
        }
        request_relay_->arm();
        upstream_->stream().want_read();
        co_await connection_.signal();
    }
}

void Exchange::await_answer() {
    const std::chrono::milliseconds longest = settings().timeouts.response;
    connection_.deadline().set(hurries_ ? std::min(longest, patience) : longest);
}

// The end of the visitor's side is most likely his leaving, but some clients say so that they have
// asked all they want: those get their answer if it is quick. Who asks for this may be left: what
// may have changed something at the origin is seen through, visitor or not.
bool Exchange::has_been_left() {
    net::Deadline& deadline = connection_.deadline();
    if (connection_.stream().ended() && !hurries_) {
        hurries_ = true;
        deadline.set(std::min(deadline.left(), patience));
    }
    return visitor_gone_ || (hurries_ && deadline.passed());
}

Exchange::Failure Exchange::pump_request() {
    if (!request_relay_->running()) {
        return std::nullopt;
    }
    if (request_relay_->pump()) {
        connection_.deadline().set(settings().timeouts.body);
    }
    switch (request_relay_->state()) {
        case Relay::State::source_ended:
        case Relay::State::source_failed:
            return Error{ErrorKind::visitor_gone};
        case Relay::State::bad_body:
            return Error{request_error(request_relay_->fault())};
        case Relay::State::sink_failed:   // it may have answered before it closed: reading tells
        default:
            return std::nullopt;
    }
}

Exchange::Failure Exchange::request_timed_out() const {
    if (!request_relay_->running()) {
        return Error{ErrorKind::response_timeout};
    }
    return Error{request_relay_->waits_for_sink() ? ErrorKind::upstream_write_timeout
                                                  : ErrorKind::request_too_slow};
}

// Reads until a head is whole, which response_head_size_ then says, or nothing more is there.
Exchange::Failure Exchange::read_response_head() {
    net::Stream& stream = upstream_->stream();
    response_head_size_ = 0;
    for (;;) {
        if (!response_bytes_.empty()) {
            if (const auto size = response_reader_.read(response_bytes_.view(), max_response_fields,
                                                        work_->response)) {
                response_head_size_ = *size;
                return std::nullopt;
            }
            if (response_bytes_.size() == net::Buffer::capacity) {
                return Error{ErrorKind::response_head_too_large};
            }
        }
        if (stream.ended()) {
            return origin_left();
        }
        if (stream.drained()) {
            return std::nullopt;
        }
        const net::Transfer read = stream.read_some(response_bytes_.room());
        if (read.state == net::Transfer::State::moved) {
            response_bytes_.grow(read.bytes);
            origin_answered_ = true;
        } else if (response_bytes_.empty()) {
            response_bytes_.release();
        }
    }
}

// By TLS 1.3 an origin says only now that it wants a certificate of its clients.
Exchange::Failure Exchange::origin_left() const {
    const bool retry_safe = upstream_->reused() && !origin_answered_ && may_repeat();
    const net::TlsSession* const tls = upstream_->stream().tls();
    if (tls != nullptr && !retry_safe && tls->was_refused()) {
        site_->pool->tell(*tls);
        return Error{ErrorKind::tls_refused};
    }
    return Error{.kind = ErrorKind::upstream_closed, .retry_safe = retry_safe};
}

// Parses the head in place where that is not done, or what the repair pass makes of it.
Exchange::Failure Exchange::take_response_head() {
    const std::string_view text = response_bytes_.view().substr(0, response_head_size_);
    response_bytes_.consume(response_head_size_);
    lost_set_cookies_ = 0;
    const HeadReader reader = std::exchange(response_reader_, {});
    if (reader.parsed() || (!reader.loose() && http::parse_response_head(text, max_response_fields,
                                                                         work_->response))) {
        return std::nullopt;
    }
    auto repaired = http::repair_response_head(text);
    if (!repaired) {
        return Error{response_error(repaired.error())};
    }
    lost_set_cookies_ = repaired->lost_set_cookies;
    work_->repaired = std::move(repaired->text);
    const auto parsed =
        http::parse_response_head(work_->repaired, max_response_fields, work_->response);
    if (!parsed) {
        return Error{response_error(parsed.error())};
    }
    return std::nullopt;
}

// Early hints only where they are wanted: browsers answer them with requests before any choice was
// asked for. HTTP/1.0 knows no interim response (RFC 9110 section 15.2).
net::Task<bool> Exchange::send_interim() {
    const bool hints = work_->response.status == 103 && !settings().http.early_hints;
    if (work_->request.minor == 0 || hints) {
        co_return true;
    }
    work_->response_out.clear();
    http::write_interim_head(work_->response, work_->response_out);
    record_.add_head_bytes(work_->response_out.size());
    co_return co_await send_all(work_->response_out);
}

}   // namespace proxy

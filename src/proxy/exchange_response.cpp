#include "http/head_writer.hpp"
#include "http/hop.hpp"
#include "proxy/exchange.hpp"

// The last part of an exchange: the response is judged, filtered and passed on.
namespace proxy {

using http::BodyKind;

Exchange::Failure Exchange::judge_response() {
    const http::ResponseHead& head = work_->response;
    if (head.status == 101 && !gate_.upgrade) {
        return Error{ErrorKind::malformed_response};
    }
    const auto gate = http::check_response(head, work_->request.method);
    if (!gate) {
        return Error{response_error(gate.error())};
    }
    response_gate_ = *gate;
    pins_ = pins_ || http::authenticates_connection(head.fields);
    upstream_keeps_ = http::keep_alive_timeout(head.fields);
    record_.set_status(head.status);
    return std::nullopt;
}

// How the response goes to this visitor: HTTP/1.0 knows no chunks, so a body of unknown length
// ends with the connection there.
http::ResponsePlan Exchange::plan_response() const {
    http::ResponsePlan plan;
    plan.body = response_gate_.body;
    const bool changes = work_->document.changes();
    plan.keep_length =
        (work_->request.method == "HEAD" && !changes) || work_->response.status == 304;
    const bool unknown_length =
        changes || plan.body.kind == BodyKind::chunked || plan.body.kind == BodyKind::until_close;
    const bool tunnel = work_->response.status == 101;
    if (unknown_length && !tunnel) {
        plan.body.kind = work_->request.minor > 0 ? BodyKind::chunked : BodyKind::until_close;
    }
    plan.close = !gate_.keep_alive || has_to_end() || !request_is_read() ||
                 connection_.stream().ended() || plan.body.kind == BodyKind::until_close;
    plan.trailers = gate_.trailers && plan.body.kind == BodyKind::chunked && !changes;
    plan.via = settings().http.via ? std::string_view(site_->via) : std::string_view{};
    plan.keep_alive_10 = work_->request.minor == 0 && !plan.close;
    return plan;
}

void Exchange::filter_response() {
    DocumentFilter& document = work_->document;
    document.judge_response(work_->response);
    plan_ = plan_response();
    work_->response_edits.reset();
    const ConsentFilter::Shown shown{.state = document.shows_state(),
                                     .notice = document.gives_notice()};
    work_->filter.filter_response(work_->response, lost_set_cookies_, shown, service_.wall_clock(),
                                  work_->response_edits);
    document.edit_response(work_->response, work_->response_edits);
    transform_ = work_->request.method == "HEAD" ? nullptr : document.make_transform();
    warn_of_sessions();
    work_->response_out.clear();
    http::write_response_head(work_->response, plan_, work_->response_edits, work_->response_out);
}

// The commonest harm that a registry does is a session that it does not list. Once a name.
void Exchange::warn_of_sessions() {
    for (const observe::SeenCookie& cookie : work_->filter.cookies()) {
        if (cookie.session && site_->unregistered->mark(cookie.name)) {
            service_.events().warn(
                "site {}: the unregistered cookie {} {} held back; HttpOnly, without lifetime and "
                "long, it is most likely a session: list it as essential",
                site_->site->name, cookie.name,
                cookie.outcome == observe::Outcome::strip ? "is" : "would be");
        }
    }
}

net::Task<Exchange::Failure> Exchange::relay_response() {
    net::Deadline& deadline = connection_.deadline();
    const Body::Plan plan{.in = response_gate_.body,
                          .out = work_->request.method == "HEAD" ? BodyKind::none : plan_.body.kind,
                          .tolerant = true,
                          .trailers = plan_.trailers,
                          .changes = transform_ != nullptr};
    response_relay_.emplace(upstream_->stream(), connection_.stream(), response_bytes_, plan);
    if (transform_) {
        response_relay_->change_by(*transform_);
    }
    response_relay_->splice_by(service_.worker().pipes());
    response_relay_->send_first(work_->response_out);
    deadline.set(settings().timeouts.body);
    for (;;) {
        const bool moved = response_relay_->pump();
        response_started_ = response_relay_->started();
        if (!response_relay_->running()) {
            co_return response_failure();
        }
        if (const Failure failure = pump_request()) {
            co_return failure;
        }
        if (moved) {
            deadline.set(settings().timeouts.body);
        }
        if (deadline.passed()) {
            co_return Error{response_relay_->waits_for_sink() ? ErrorKind::visitor_stalled
                                                              : ErrorKind::response_stalled};
        }
        watch_visitor();
        if (visitor_gone_ && may_repeat()) {
            co_return Error{ErrorKind::visitor_gone};
        }
        request_relay_->arm();
        response_relay_->arm();
        co_await connection_.signal();
    }
}

Exchange::Failure Exchange::response_failure() const {
    switch (response_relay_->state()) {
        case Relay::State::source_ended:
        case Relay::State::source_failed:
            return Error{ErrorKind::response_incomplete};
        case Relay::State::bad_body:
            return Error{ErrorKind::malformed_body};
        case Relay::State::sink_failed:
            return Error{ErrorKind::visitor_gone};
        default:
            return std::nullopt;
    }
}

After Exchange::after_response() const {
    // Bytes that nobody reads any more would turn the close into a reset.
    const bool unread = !request_is_read() || !request_body_.empty() ||
                        !connection_.input().empty() || !connection_.stream().drained();
    if (!plan_.close && request_is_read()) {
        return After::next;
    }
    return unread ? After::linger : After::finish;
}

// Back to the pool when both sides are in step: all of the request was sent, all of the response
// read and nothing behind it.
void Exchange::release_upstream() {
    if (!upstream_) {
        return;
    }
    const bool in_step = response_gate_.keep_alive && response_relay_ &&
                         response_relay_->state() == Relay::State::done &&
                         request_relay_->state() == Relay::State::done && response_bytes_.empty() &&
                         !upstream_->stream().ended();
    if (in_step) {
        site_->counters->upstream_active().decrement();
        keep_upstream();
    } else {
        close_upstream();
    }
}

// For the next exchange: of anybody, or of this visitor alone.
void Exchange::keep_upstream() {
    if (pins_) {
        upstream_->keep();
        connection_.pinned() = {site_->pool, std::move(upstream_)};
        return;
    }
    site_->pool->give(std::move(upstream_), upstream_keeps_);
    site_->count_idle();
}

void Exchange::close_upstream() {
    if (upstream_) {
        site_->counters->upstream_active().decrement();
        upstream_.reset();
    }
}

}   // namespace proxy

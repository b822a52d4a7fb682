#include "proxy/exchange.hpp"

#include "http/joined.hpp"
#include "http/local_reply.hpp"
#include "proxy/tunnel.hpp"
#include "proxy/view_remainder.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <fmt/format.h>
#include <utility>

namespace proxy {

Exchange::Exchange(Service& service, Connection& connection)
    : service_(service),
      connection_(connection),
      view_(service.view()),
      work_(service.take_workspace()),
      request_body_(service.worker().blocks()),
      response_bytes_(service.worker().blocks()) {
    forget_request();
    visit_.client = connection.peer().text;
    const config::LogSettings& log = settings().log;
    work_->filter.begin(log.access && log.access_lines() == config::AccessFormat::json);
}

Exchange::~Exchange() {
    release_upstream();
    service_.give_workspace(std::move(work_));
}

net::Task<After> Exchange::run() {
    std::optional<After> after;
    try {
        after = co_await serve();
    } catch (const std::exception& fault) {
        service_.events().error("an exchange was broken off: {}", fault.what());
    }
    if (!after) {
        after = co_await fail(Error{ErrorKind::internal});
    }
    count_bytes();
    record_.finish(service_, settings(), site_, visit_, work_->request.method,
                   work_->request.target, work_->filter.cookies());
    release_upstream();
    keep_read_ahead();
    co_return *after;
}

net::Task<After> Exchange::serve() {
    if (const Failure failure = co_await read_request()) {
        co_return co_await fail(*failure);
    }
    if (const Failure failure = judge_request()) {
        co_return co_await fail(*failure);
    }
    if (is_ping()) {
        co_return co_await answer_ping();
    }
    if (const Failure failure = find_site()) {
        co_return co_await fail(*failure);
    }
    if (service_.overloaded()) {
        co_return co_await fail(Error{ErrorKind::overloaded});
    }
    read_policy();
    if (const auto own_page = find_own_page(*site_, gate_.target)) {
        co_return co_await serve_own_page(*own_page);
    }
    write_request();
    if (const Failure failure = co_await ask_origin()) {
        co_return co_await fail(*failure);
    }
    if (const Failure failure = judge_response()) {
        co_return co_await fail(*failure);
    }
    filter_response();
    if (work_->response.status == 101) {
        co_return co_await tunnel();
    }
    if (const Failure failure = co_await relay_response()) {
        co_return co_await fail(*failure);
    }
    co_return after_response();
}

// When to come again: a moment later, or when the origin may have been found to be well.
std::string Exchange::extra_fields(ErrorKind kind) const {
    const unsigned status = info(kind).status;
    if (status == 405) {
        return "Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n";
    }
    if (status != 503) {
        return {};
    }
    const auto& health = site_->site->upstream.health;
    const auto later = kind == ErrorKind::origin_down && health
                           ? std::chrono::ceil<std::chrono::seconds>(health->interval)
                           : std::chrono::seconds(1);
    return fmt::format("Retry-After: {}\r\n", later.count());
}

bool Exchange::accepts_html() const {
    std::string lines;
    return http::wants_html(
        http::find_joined(work_->request.fields, http::FieldId::accept, lines).value_or(""));
}

net::Task<After> Exchange::tunnel() {
    request_body_.append(connection_.input().view());
    connection_.input().consume(connection_.input().size());
    let_go_of_snapshot();
    const TunnelEnds ends{connection_.stream(), upstream_->stream(),  request_body_,
                          response_bytes_,      connection_.signal(), connection_.deadline()};
    const TunnelBytes bytes =
        co_await run_tunnel(ends, work_->response_out, settings().timeouts.tunnel);
    record_.add_bytes_in(bytes.to_upstream);
    record_.add_bytes_out(bytes.to_downstream);
    record_.add_head_bytes(work_->response_out.size());
    if (connection_.deadline().passed()) {
        record_.set_error(ErrorKind::tunnel_idle);
    }
    request_body_.release();
    co_return After::finish;
}

// A tunnel may outlive many reloads, and would keep the registries of its day.
void Exchange::let_go_of_snapshot() {
    work_->filter.keep_names();
    view_ = make_remainder(*view_, *site_);
    site_ = &view_->sites.front();
}

// An exchange that cannot go on: an answer of the proxy's own while the visitor has seen nothing
// of another, else the connection is broken, so that a part is never taken for the whole.
net::Task<After> Exchange::fail(Error error) {
    const ErrorInfo& told = info(error.kind);
    record_.set_error(error.kind);
    const bool in_step =
        told.source != Source::downstream && error.kind != ErrorKind::internal && request_is_read();
    close_upstream();
    if (response_started_) {
        co_return After::cut;
    }
    record_.set_status(told.status);
    if (told.proxy_status.empty()) {
        co_return After::cut;
    }
    const std::string extra = extra_fields(error.kind);
    const http::LocalReply reply{.status = told.status,
                                 .proxy_error = told.proxy_status,
                                 .extra_fields = extra,
                                 .html = accepts_html(),
                                 .close = !in_step || !keeps_connection(),
                                 .head_only = work_->request.method == "HEAD"};
    co_return co_await answer(reply);
}

net::Task<After> Exchange::answer_ping() {
    record_.silence();
    const http::LocalReply reply{.status = 200,
                                 .body = "ok\n",
                                 .close = !request_is_read() || !keeps_connection(),
                                 .head_only = work_->request.method == "HEAD"};
    co_return co_await answer(reply);
}

net::Task<After> Exchange::answer(const http::LocalReply& reply) {
    const std::string text = http::write_local_reply(reply, std::chrono::system_clock::now());
    record_.set_status(reply.status);
    record_.add_head_bytes(text.find("\r\n\r\n") + 4);
    const bool sent = co_await send_all(text);
    if (!sent) {
        if (!record_.failed()) {
            record_.set_error(connection_.deadline().passed() ? ErrorKind::visitor_stalled
                                                              : ErrorKind::visitor_gone);
        }
        co_return After::cut;
    }
    co_return reply.close ? After::linger : After::next;
}

// All of it, or the visitor is gone or takes nothing for too long.
net::Task<bool> Exchange::send_all(std::string_view bytes) {
    net::Stream& stream = connection_.stream();
    connection_.deadline().set(settings().timeouts.body);
    while (!bytes.empty()) {
        const net::Transfer written = stream.write_some({&bytes, 1});
        if (written.state == net::Transfer::State::failed || connection_.deadline().passed()) {
            co_return false;
        }
        if (written.state == net::Transfer::State::blocked) {
            stream.want_write();
            co_await connection_.signal();
            continue;
        }
        bytes.remove_prefix(written.bytes);
        record_.add_bytes_out(written.bytes);
    }
    co_return true;
}

void Exchange::count_bytes() {
    if (request_relay_ && request_relay_->bytes_written() > work_->request_out.size()) {
        record_.add_bytes_in(request_relay_->bytes_written() - work_->request_out.size());
    }
    if (response_relay_) {
        record_.add_bytes_out(response_relay_->bytes_written());
        record_.add_head_bytes(
            std::min<std::uint64_t>(work_->response_out.size(), response_relay_->bytes_written()));
    }
}

bool Exchange::request_is_read() const {
    return gate_.body.kind == http::BodyKind::none || form_read_ ||
           (request_relay_ && request_relay_->state() == Relay::State::done);
}

bool Exchange::keeps_connection() const {
    return gate_.keep_alive && work_->request.minor > 0 && !has_to_end() &&
           !connection_.stream().ended();
}

// The connection takes no further request: the process is about to stop, or has no such listener
// any more.
bool Exchange::has_to_end() const {
    return service_.draining() || settings().listeners[connection_.peer().listener].retired;
}

// The visitor is watched while the origin works: what he sends ahead is kept for the next
// exchange, bounded by one block; a broken connection is noticed for no extra call.
void Exchange::watch_visitor() {
    net::Stream& stream = connection_.stream();
    if (request_relay_ && request_relay_->running()) {
        return;
    }
    while (!stream.drained() && !stream.ended() && connection_.input().empty()) {
        const std::span<char> room = request_body_.room();
        if (room.empty()) {
            return;
        }
        const net::Transfer read = stream.read_some(room);
        if (read.state == net::Transfer::State::moved) {
            request_body_.grow(read.bytes);
        }
        visitor_gone_ = visitor_gone_ || read.state == net::Transfer::State::failed;
    }
    if (request_body_.empty()) {
        request_body_.release();
    }
    stream.watch();
}

// What was read behind this request is the beginning of the next one.
void Exchange::keep_read_ahead() {
    if (!request_body_.empty() && connection_.input().empty()) {
        connection_.input().swap(request_body_);
    }
}

}   // namespace proxy

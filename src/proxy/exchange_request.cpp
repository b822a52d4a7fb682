#include "http/head_writer.hpp"
#include "http/hop.hpp"
#include "proxy/exchange.hpp"

#include <algorithm>
#include <utility>

// The first part of an exchange: the request is read, judged and written anew for the origin.
namespace proxy {

// One empty line before the request line is skipped (RFC 9112 section 2.2).
bool Exchange::skip_empty_line() {
    net::Buffer& input = connection_.input();
    if (std::string_view("\r\n").starts_with(input.view().substr(0, 2))) {
        if (input.size() < 2) {
            return false;
        }
        input.consume(2);
    }
    return true;
}

// What is told of a request that cannot be read.
void Exchange::forget_request() {
    work_->request.method = work_->request.target = {};
    work_->request.fields.reset({});
}

// Mostly the first bytes are a whole head, and a right one: each is looked at once then.
bool Exchange::read_at_once(std::size_t limit) {
    const auto size = http::read_request_head(connection_.input().view(), settings().limits.headers,
                                              work_->request);
    head_parsed_ = size && *size <= limit;
    if (head_parsed_) {
        head_size_ = *size;
    } else {
        forget_request();
    }
    return head_parsed_;
}

net::Task<Exchange::Failure> Exchange::read_request() {
    net::Buffer& input = connection_.input();
    const std::size_t limit = std::min(settings().limits.header_bytes, net::Buffer::capacity);
    bool at_start = true;
    bool tried = false;
    http::HeadEnd end;
    connection_.deadline().set(settings().timeouts.header);
    for (;;) {
        if (at_start) {
            at_start = !skip_empty_line();
        }
        if (!at_start && !input.empty()) {
            // No request begins so: an answer now is better than a time-out.
            if (!http::is(http::tchar, input.view().front())) {
                co_return Error{ErrorKind::malformed_request};
            }
            if (!std::exchange(tried, true) && read_at_once(limit)) {
                co_return std::nullopt;
            }
            const auto found = end.find(input.view());
            if (!found) {
                co_return Error{request_error(found.error())};
            }
            if (*found ? **found > limit : input.size() >= limit) {
                const bool first_line_fits = input.view().find('\n') < limit;
                co_return Error{first_line_fits ? ErrorKind::head_too_large
                                                : ErrorKind::target_too_long};
            }
            if (*found) {
                head_size_ = **found;
                co_return std::nullopt;
            }
        }
        const bool more = co_await read_more(input);
        if (!more) {
            co_return Error{connection_.deadline().passed() ? ErrorKind::request_too_slow
                                                            : ErrorKind::visitor_gone};
        }
    }
}

net::Task<bool> Exchange::read_more(net::Buffer& into) {
    net::Stream& stream = connection_.stream();
    for (;;) {
        if (!stream.drained()) {
            const net::Transfer read = stream.read_some(into.room());
            if (read.state == net::Transfer::State::moved) {
                into.grow(read.bytes);
                co_return true;
            }
        }
        if (stream.ended() || connection_.deadline().passed()) {
            co_return false;
        }
        stream.want_read();
        co_await connection_.signal();
    }
}

// The head is taken from the input; its bytes stay where they are until the exchange ends.
Exchange::Failure Exchange::judge_request() {
    net::Buffer& input = connection_.input();
    const std::string_view text = input.view().substr(0, head_size_);
    input.consume(head_size_);
    record_.add_bytes_in(head_size_);
    if (!head_parsed_) {
        const auto parsed =
            http::parse_request_head(text, settings().limits.headers, work_->request);
        if (!parsed) {
            return Error{request_error(parsed.error())};
        }
    }
    record_.set_version(work_->request.minor);
    const auto gate = http::check_request(work_->request);
    if (!gate) {
        return Error{request_error(gate.error())};
    }
    gate_ = *gate;
    pins_ = http::authenticates_connection(work_->request.fields);
    const auto most = settings().limits.body_bytes;
    if (most && gate_.body.kind == http::BodyKind::length && gate_.body.length > *most) {
        return Error{ErrorKind::body_too_large};
    }
    if (gate_.body.kind != http::BodyKind::none) {
        request_body_.append(input.view());
        input.consume(input.size());
    }
    return std::nullopt;
}

bool Exchange::is_ping() const {
    const std::string_view path = gate_.target.substr(0, gate_.target.find('?'));
    return path == "/.well-known/consent-proxy/ping" &&
           (work_->request.method == "GET" || work_->request.method == "HEAD");
}

Exchange::Failure Exchange::find_site() {
    const config::TrustedProxies& trusted =
        settings().listeners[connection_.peer().listener].trusted_proxies;
    visit_ = read_visit(connection_.peer(), trusted, work_->request.fields, gate_.host);
    site_ = view_->find(visit_.host);
    if (site_ == nullptr && visit_.host != gate_.host) {
        visit_.host = gate_.host;
        site_ = view_->find(visit_.host);
    }
    if (site_ != nullptr) {
        return is_loop() ? Failure(Error{ErrorKind::loop}) : std::nullopt;
    }
    return Error{gate_.host.empty() ? ErrorKind::malformed_request : ErrorKind::unknown_host};
}

// The site's origin is this very site: its own connection, or its own entry in Via.
bool Exchange::is_loop() const {
    return connection_.made_for() == site_->pool->origin() ||
           (settings().http.via && http::has_passed(work_->request.fields, site_->via));
}

// W3C Global Privacy Control: exactly `1`, and one such field is enough.
bool Exchange::has_signal() const {
    const http::Fields& fields = work_->request.fields;
    return fields.contains(http::FieldId::sec_gpc) &&
           std::any_of(fields.begin(), fields.end(), [&](const http::Field& field) {
               return field.id == http::FieldId::sec_gpc && fields.value(field) == "1";
           });
}

void Exchange::read_policy() {
    work_->request_edits.reset();
    const Preview preview = read_preview(work_->request.fields, site_->site->preview_token);
    const Visiting visiting{
        .site = site_,
        .host = visit_.host,
        .target = gate_.target,
        .client = visit_.client,
        .mode = preview == Preview::enforced ? consent::Mode::enforce : site_->mode(),
        .now = service_.wall_clock(),
        .https = visit_.https,
        .signal = has_signal(),
        .preview = preview};
    work_->filter.read_request(visiting, work_->request, work_->request_edits);
    if (work_->filter.watch_unusable(service_.client_gate(), service_.wall_clock())) {
        service_.events().error(
            "site {}: more than 1 in 20 consent cookies cannot be read, they are not replaced any "
            "more: is consent.format right?",
            site_->site->name);
    }
}

void Exchange::write_request() {
    if (work_->filter.enforces()) {
        work_->document.read_request(work_->filter.visiting(), work_->filter.visitor(),
                                     work_->filter.notice(), work_->request, work_->request_edits);
    } else {
        work_->document.reset();
    }
    work_->request_out.clear();
    http::write_request_head(work_->request, gate_, make_forwarding(), work_->request_edits,
                             site_->authority, work_->request_out);
}

http::Forwarding Exchange::make_forwarding() {
    const config::HttpSettings& http = settings().http;
    http::Forwarding forwarding{.peer = connection_.peer().text,
                                .proto = visit_.proto,
                                .host = gate_.host,
                                .trusted = visit_.trusted,
                                .request_id = {},
                                .via = http.via ? std::string_view(site_->via) : std::string_view{},
                                .drops_underscores = http.underscores == config::Underscores::drop};
    if (http.request_id && !work_->request.fields.contains(http::FieldId::x_request_id)) {
        request_id_ = service_.request_ids().make();
        forwarding.request_id = {request_id_.data(), request_id_.size()};
    }
    return forwarding;
}

}   // namespace proxy

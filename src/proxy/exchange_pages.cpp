#include "proxy/body.hpp"
#include "proxy/exchange.hpp"
#include "proxy/own_page.hpp"

// An exchange that never comes to the origin: a page of the proxy's own.
namespace proxy {
namespace {

constexpr std::uint64_t most_form_bytes = 64 * 1024;
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

}   // namespace

net::Task<After> Exchange::serve_own_page(OwnPage page) {
    const std::string_view method = work_->request.method;
    const bool takes = takes_method(page, method);
    const bool posts = method == "POST";
    std::string form;
    if (takes && posts) {
        if (const Failure failure = co_await read_form(form)) {
            co_return co_await fail(*failure);
        }
    }
    OwnPages pages(work_->filter, work_->request, service_.receipts(), service_.wall_clock());
    const OwnAnswer own = !takes  ? pages.refuse_method(page)
                          : posts ? pages.take_form(form)
                                  : pages.show(page);
    std::string_view proxy_error;
    if (own.error) {
        record_.set_error(*own.error);
        proxy_error = info(*own.error).proxy_status;
    }
    const http::LocalReply reply{.status = own.status,
                                 .proxy_error = proxy_error,
                                 .extra_fields = own.fields,
                                 .body = own.body,
                                 .content_type = own.content_type,
                                 .cache_control = own.cache_control,
                                 .html = own.error && accepts_html(),
                                 .close = !request_is_read() || !keeps_connection(),
                                 .head_only = method == "HEAD"};
    co_return co_await answer(reply);
}

// What stands behind the body stays in the buffer: it is the next request.
net::Task<Exchange::Failure> Exchange::read_form(std::string& form) {
    Body body({.in = gate_.body, .out = http::BodyKind::none, .most = most_form_bytes});
    if (gate_.body.kind == http::BodyKind::length && gate_.body.length > most_form_bytes) {
        co_return Error{ErrorKind::body_too_large};
    }
    if (work_->request.fields.contains(http::FieldId::expect) && work_->request.minor > 0) {
        record_.add_head_bytes(go_on.size());
        const bool sent = co_await send_all(go_on);
        if (!sent) {
            co_return Error{ErrorKind::visitor_gone};
        }
    }
    connection_.deadline().set(settings().timeouts.body);
    bool need_more = false;
    while (!body.done()) {
        if (!request_body_.empty() && !need_more) {
            const auto step = body.step(request_body_.bytes());
            if (!step) {
                co_return Error{request_error(step.error())};
            }
            form.append(request_body_.view().substr(0, step->produced));
            request_body_.consume(step->consumed);
            record_.add_bytes_in(step->consumed);
            need_more = step->consumed == 0;
            continue;
        }
        const bool more = co_await read_more(request_body_);
        if (!more) {
            co_return Error{connection_.deadline().passed() ? ErrorKind::request_too_slow
                                                            : ErrorKind::visitor_gone};
        }
        need_more = false;
        connection_.deadline().set(settings().timeouts.body);
    }
    form_read_ = true;
    co_return std::nullopt;
}

}   // namespace proxy

#include "admin/respond.hpp"

#include <exception>
#include <string>
#include <utility>

namespace admin {
namespace {

namespace http = boost::beast::http;

Response response(http::status status, std::string_view content_type, std::string body) {
    Response answer(status, 11);
    answer.set(http::field::content_type, content_type);
    answer.set(http::field::cache_control, "no-store");
    answer.set("X-Content-Type-Options", "nosniff");
    answer.body() = std::move(body);
    answer.prepare_payload();
    return answer;
}

Response readiness(const Callbacks& callbacks) {
    const ReadyState state = callbacks.ready();
    const auto status =
        state.phase == Phase::serving ? http::status::ok : http::status::service_unavailable;
    return response(status, "application/json", to_json(state) + "\n");
}

Response answer_path(std::string_view path, const Callbacks& callbacks) {
    if (path == "/healthz") {
        return plain_response(http::status::ok, "ok");
    }
    if (path == "/readyz") {
        return readiness(callbacks);
    }
    if (path == "/metrics") {
        return response(http::status::ok, "text/plain; version=0.0.4", callbacks.metrics());
    }
    return plain_response(http::status::not_found, "not found\n");
}

Response answer(const Request& request, const Callbacks& callbacks) {
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
        Response refusal = plain_response(http::status::method_not_allowed, "method not allowed\n");
        refusal.set(http::field::allow, "GET, HEAD");
        return refusal;
    }
    const std::string_view target(request.target().data(), request.target().size());
    try {
        return answer_path(target.substr(0, target.find('?')), callbacks);
    } catch (const std::exception&) {
        return plain_response(http::status::internal_server_error, "internal error\n");
    }
}

}   // namespace

Response plain_response(http::status status, std::string_view text) {
    return response(status, "text/plain; charset=utf-8", std::string(text));
}

Response respond(const Request& request, const Callbacks& callbacks) {
    Response result = answer(request, callbacks);
    if (request.method() == http::verb::head) {
        result.body().clear();
    }
    return result;
}

}   // namespace admin

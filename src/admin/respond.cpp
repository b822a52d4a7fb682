#include "admin/respond.hpp"

#include "admin/console.hpp"

#include <exception>
#include <string>

namespace admin {
namespace {

namespace http = boost::beast::http;

Response readiness(const Callbacks& callbacks) {
    const ReadyState state = callbacks.ready();
    const auto status =
        state.phase == Phase::serving ? http::status::ok : http::status::service_unavailable;
    return make_response(status, "application/json", to_json(state) + "\n");
}

/// What anybody may ask, by whatever name.
Response answer_probe(std::string_view path, const Callbacks& callbacks) {
    if (path == "/healthz") {
        return plain_response(http::status::ok, "ok");
    }
    if (path == "/readyz") {
        return readiness(callbacks);
    }
    if (path == "/metrics") {
        return make_response(http::status::ok, "text/plain; version=0.0.4", callbacks.metrics());
    }
    return plain_response(http::status::not_found, "not found\n");
}

Response answer(const Request& request, const Callbacks& callbacks) {
    const std::string_view target(request.target().data(), request.target().size());
    const std::string_view path = target.substr(0, target.find('?'));
    if (callbacks.console && is_of_console(path)) {
        return answer_console(request, *callbacks.console);
    }
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
        return wrong_method("GET, HEAD");
    }
    return answer_probe(path, callbacks);
}

}   // namespace

Response respond(const Request& request, const Callbacks& callbacks) {
    Response result;
    try {
        result = answer(request, callbacks);
    } catch (const std::exception&) {
        result = plain_response(http::status::internal_server_error, "internal error\n");
    }
    if (request.method() == http::verb::head) {
        result.body().clear();
    }
    return result;
}

}   // namespace admin

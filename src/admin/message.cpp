#include "admin/message.hpp"

#include <utility>

namespace admin {

namespace http = boost::beast::http;

Response make_response(http::status status, std::string_view content_type, std::string body) {
    Response answer(status, 11);
    answer.set(http::field::content_type, content_type);
    answer.set(http::field::cache_control, "no-store");
    answer.set("X-Content-Type-Options", "nosniff");
    answer.body() = std::move(body);
    answer.prepare_payload();
    return answer;
}

Response plain_response(http::status status, std::string_view text) {
    return make_response(status, "text/plain; charset=utf-8", std::string(text));
}

Response wrong_method(std::string_view allowed) {
    Response answer = plain_response(http::status::method_not_allowed, "method not allowed\n");
    answer.set(http::field::allow, allowed);
    return answer;
}

std::string_view field(const Request& request, http::field name) {
    const auto value = request[name];
    return {value.data(), value.size()};
}

}   // namespace admin

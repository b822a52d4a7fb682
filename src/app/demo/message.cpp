#include "app/demo/message.hpp"

#include <boost/beast/http/field.hpp>
#include <utility>

namespace app::demo {

namespace http = boost::beast::http;

std::string_view path_of(const Request& request) {
    const std::string_view target(request.target().data(), request.target().size());
    return target.substr(0, target.find('?'));
}

bool only_reads(const Request& request) {
    return request.method() == http::verb::get || request.method() == http::verb::head;
}

Response content(http::status status, std::string_view type, std::string body) {
    Response response(status, 11);
    response.set(http::field::content_type, type);
    response.set(http::field::cache_control, "no-cache");
    response.body() = std::move(body);
    return response;
}

Response html(http::status status, std::string body) {
    return content(status, "text/html; charset=utf-8", std::move(body));
}

}   // namespace app::demo

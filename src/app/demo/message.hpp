#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>
#include <string_view>

namespace app::demo {

using Request = boost::beast::http::request<boost::beast::http::string_body>;
using Response = boost::beast::http::response<boost::beast::http::string_body>;

/// The path of the target, without its query. Views the request.
[[nodiscard]] std::string_view path_of(const Request& request);

/// GET or HEAD?
[[nodiscard]] bool only_reads(const Request& request);

/// An answer with this body, which no cache may give without asking.
[[nodiscard]] Response content(boost::beast::http::status status, std::string_view type,
                               std::string body);

[[nodiscard]] Response html(boost::beast::http::status status, std::string body);

}   // namespace app::demo

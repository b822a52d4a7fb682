#pragma once

#include "admin/callbacks.hpp"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/verb.hpp>
#include <string_view>

namespace admin {

using Request = boost::beast::http::request<boost::beast::http::empty_body>;
using Response = boost::beast::http::response<boost::beast::http::string_body>;

/// The answer to one request: 200, 404, 405, 500 where a callback throws, 503 while not serving.
/// The answer to HEAD has GET's fields and no body. Whether the connection is kept is not set.
[[nodiscard]] Response respond(const Request& request, const Callbacks& callbacks);

/// A plain answer of its own, for what is no request.
[[nodiscard]] Response plain_response(boost::beast::http::status status, std::string_view text);

}   // namespace admin

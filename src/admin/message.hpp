#pragma once

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/verb.hpp>
#include <string>
#include <string_view>

namespace admin {

using Request = boost::beast::http::request<boost::beast::http::empty_body>;
using Response = boost::beast::http::response<boost::beast::http::string_body>;

/// An answer with what all of them say: no cache keeps it, and its type is what it says.
[[nodiscard]] Response make_response(boost::beast::http::status status,
                                     std::string_view content_type, std::string body);

/// A plain one.
[[nodiscard]] Response plain_response(boost::beast::http::status status, std::string_view text);

/// 405, with the methods there are.
[[nodiscard]] Response wrong_method(std::string_view allowed);

/// The field's value; empty where there is none.
[[nodiscard]] std::string_view field(const Request& request, boost::beast::http::field name);

}   // namespace admin

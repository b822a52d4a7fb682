#pragma once

#include "http/head.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace http {

/// How long the sender of these fields keeps an idle connection, if it says so:
/// `Keep-Alive: timeout=5, max=100` (RFC 2068 section 19.7.1.1).
[[nodiscard]] std::optional<std::chrono::seconds> keep_alive_timeout(const Fields& fields);

/// Do they authenticate the connection and not the message? NTLM and Negotiate do, in Authorization
/// and in WWW-Authenticate: whoever sends on such a connection afterwards is taken for the first
/// (RFC 4559 section 6).
[[nodiscard]] bool authenticates_connection(const Fields& fields);

/// Does Via hold this very entry of ours, so that the message has been here before?
///
///     Via = #( received-protocol RWS received-by [ RWS comment ] )   (RFC 9110 section 7.6.3)
[[nodiscard]] bool has_passed(const Fields& fields, std::string_view received_by_and_comment);

}   // namespace http

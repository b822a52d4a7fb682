#pragma once

#include "http/fault.hpp"
#include "net/upstream_pool.hpp"
#include "observe/upstream_error.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace proxy {

/// Everything that can go wrong with an exchange. docs/errors.md has the table for users.
enum class ErrorKind : std::uint8_t {
    // of the visitor's request
    malformed_request,
    version,
    method_connect,
    method_not_allowed,
    target_too_long,
    head_too_large,
    body_too_large,
    unknown_coding,
    unknown_host,
    unknown_asset,
    foreign_form,
    loop,
    request_too_slow,
    visitor_gone,
    visitor_stalled,
    tunnel_idle,
    // of the origin
    dns_failed,
    dns_timeout,
    unroutable,
    connection_refused,
    connection_timeout,
    tls_certificate,
    tls_protocol,
    tls_refused,
    upstream_closed,
    upstream_write_timeout,
    response_timeout,
    malformed_response,
    response_head_too_large,
    response_incomplete,
    malformed_body,
    response_stalled,
    // of the proxy
    overloaded,
    no_connection_free,
    origin_down,
    internal,
};

/// Where an error came from.
enum class Source : std::uint8_t { downstream, upstream, internal };

/// One error on the path of a request.
struct Error {
    ErrorKind kind = ErrorKind::internal;
    /// The origin cannot have acted on the request: it may be sent once more.
    bool retry_safe = false;
};

/// How an error is told to the visitor, the log and the metrics.
struct ErrorInfo {
    Source source = Source::internal;
    unsigned status = 500;           ///< also what is logged when nothing could be answered
    std::string_view proxy_status;   ///< RFC 9209 error type; empty: nobody is left to be told
    std::string_view flag;           ///< of the access line, as Envoy's where it has one
    std::optional<observe::UpstreamError> upstream;   ///< what is counted
};

/// The one table of errors.
[[nodiscard]] const ErrorInfo& info(ErrorKind kind);

/// What a fault of the protocol means in a request, in a response head, and of a connect.
[[nodiscard]] ErrorKind request_error(http::Fault fault);
[[nodiscard]] ErrorKind response_error(http::Fault fault);
[[nodiscard]] ErrorKind connect_error(net::ConnectFault fault);

}   // namespace proxy

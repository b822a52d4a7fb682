#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace observe {

/// Why an exchange with the origin failed.
enum class UpstreamError : std::uint8_t {
    dns_error,                  ///< its name has no address, or the resolver failed
    dns_timeout,                ///< the resolver did not answer in time
    unroutable,                 ///< no route to its address
    connection_refused,         ///< nobody listens there
    connection_timeout,         ///< no connection in time
    connection_terminated,      ///< it closed or reset before the head of the response
    connection_read_timeout,    ///< the body of the response stood still
    connection_write_timeout,   ///< it did not take the request
    response_timeout,           ///< no head of a response in time
    response_incomplete,        ///< it closed in the middle of the response
    response_head_too_large,    ///< more than the limits of a response head
    protocol_error,             ///< what it sent is not HTTP, or could be read in two ways
    tls_error,                  ///< the handshake failed
    tls_certificate_error,      ///< its certificate does not hold
    tls_alert_received,         ///< it ended TLS by an alert, after the handshake
    overloaded,                 ///< all connections that may be opened to it are in use
    unavailable,                ///< known to be down: not even tried
};
inline constexpr std::size_t upstream_error_count = 17;

/// The word for it in metrics, and the error type in a `Proxy-Status` field.
/// Source: RFC 9209 section 2.3.
[[nodiscard]] std::string_view to_string(UpstreamError error);

/// The same for people: `connection refused`.
[[nodiscard]] std::string in_words(UpstreamError error);

}   // namespace observe

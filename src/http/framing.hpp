#pragma once

#include "http/fault.hpp"
#include "http/head.hpp"

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

namespace http {

enum class BodyKind : std::uint8_t { none, length, chunked, until_close };

/// How the end of a body is told.
struct Framing {
    BodyKind kind = BodyKind::none;
    std::uint64_t length = 0;   ///< of kind `length`
};

/// What the gate learnt of a request that may pass.
struct RequestGate {
    Framing body;
    std::string_view
        host;   ///< of the target in absolute-form, else of Host; empty only in HTTP/1.0
    std::string_view target;   ///< what the origin gets: of the absolute-form, path and query
    bool absolute = false;     ///< the target came in absolute-form: its host replaces Host
    bool keep_alive = false;   ///< the visitor lets the connection stay open
    bool upgrade = false;      ///< asks for another protocol, and may
    bool trailers = false;     ///< takes trailers of a response (RFC 9110 section 10.1.4)
};

/// The one gate for request heads: refuses what two readers could read as two messages, so that
/// whatever stands behind reads what was judged here. One function a rule in framing.cpp, each
/// with its section of RFC 9112:
///
/// - method: CONNECT and TRACE are refused
/// - target: origin-form, absolute-form of http or https without user, `*` for OPTIONS (3.2)
/// - Host: exactly one, and one that could be a host; HTTP/1.0 may have none (3.2)
/// - Content-Length: one plain decimal below 2^63; equal duplicates are one (6.3)
/// - Transfer-Encoding: one line that is `chunked`, in HTTP/1.1, without Content-Length (6.1)
///
/// - Connection: 32 options at most; each is held against each field
///
/// The views are into the head's text, or static.
[[nodiscard]] boost::system::result<RequestGate, Fault> check_request(const RequestHead& head);

/// What the gate learnt of a response.
struct ResponseGate {
    Framing body;
    bool keep_alive = false;   ///< the origin lets the connection be used again
};

/// The gate for final response heads and 101, for the answer to `method` (RFC 9112 section 6.3):
/// no body for HEAD, 1xx, 204, 304; else chunked, Content-Length, or until close. A 101 counts as
/// until_close: what follows is the other protocol. Transfer-Encoding with Content-Length,
/// differing Content-Lengths and codings other than one `chunked` are faults.
[[nodiscard]] boost::system::result<ResponseGate, Fault> check_response(const ResponseHead& head,
                                                                        std::string_view method);

/// Does a Connection field of these name the option, in any case? Elements that are no tokens are
/// passed over: a wild value must not cost a page.
[[nodiscard]] bool connection_has(const Fields& fields, std::string_view option);

}   // namespace http

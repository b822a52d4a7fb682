#pragma once

#include <cstdint>

namespace http {

/// What is wrong with a message. One word for each thing that a proxy answers or logs differently.
enum class Fault : std::uint8_t {
    malformed,           ///< not HTTP as RFC 9112 has it
    version,             ///< a version other than 1.0 and 1.1
    method_connect,      ///< CONNECT: there is no proxying to anywhere
    method_trace,        ///< TRACE is not passed on
    target,              ///< a request target that is none of the forms of RFC 9112 section 3.2
    host,                ///< no Host, two Hosts, or one that is none
    too_many_fields,     ///< past the limit in fields
    ambiguous_length,    ///< two readers could see two ends of the message
    unknown_coding,      ///< a transfer coding other than chunked
    chunk,               ///< a chunk that RFC 9112 section 7.1 does not allow
    trailer_too_large,   ///< trailers or chunk extensions past their limit
    body_too_large,      ///< past limits.body_bytes
};

}   // namespace http

#pragma once

#include <string>
#include <string_view>

namespace http {

/// Appends those field lines of a response's trailer section that may go on: no cookie, nothing of
/// framing, routing, authentication, caching or content, which would change what was decided on
/// the head (RFC 9110 section 6.5.1). `lines` are whole ones, each with its CRLF, as ChunkedReader
/// gives them.
void append_trailers(std::string_view lines, std::string& out);

}   // namespace http

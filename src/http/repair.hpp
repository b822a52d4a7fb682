#pragma once

#include "http/fault.hpp"

#include <boost/system/result.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace http {

/// A response head in which what a browser would overlook was overlooked.
struct RepairedHead {
    std::string text;                   ///< with the CRLFs of the grammar; for parse_response_head
    std::size_t lost_set_cookies = 0;   ///< Set-Cookie fields left out: malformed to a browser
};

/// The size of a response head that may end in an empty line of any kind (CRLF or bare LF);
/// nothing while that has not come.
[[nodiscard]] std::optional<std::size_t> find_loose_head_end(std::string_view bytes);

/// Mends a response head as legacy origins send it, as nginx would read it: bare LF line ends, a
/// status line without reason or with control bytes in it, folded lines (joined by one space),
/// blanks before the colon, and leaves out lines that a browser would: control bytes, no name, no
/// colon. Never does so to Content-Length, Transfer-Encoding, Connection, Upgrade or Trailer,
/// because then two readers see two messages: `malformed`.
[[nodiscard]] boost::system::result<RepairedHead, Fault> repair_response_head(
    std::string_view text);

}   // namespace http

#pragma once

#include "http/edits.hpp"
#include "http/forwarding.hpp"
#include "http/framing.hpp"
#include "http/head.hpp"

#include <string>
#include <string_view>

namespace http {

/// Appends the head that the origin gets: always HTTP/1.1, the target and Host byte for byte (of
/// an absolute-form target its path and host), hop-by-hop fields (RFC 9110 section 7.6.1) left
/// out (but for `TE: trailers`), forwarding fields, request id and Via set, Content-Length and
/// Transfer-Encoding in their plainest form, `edits` made, every other line as it came and in its
/// place. `fallback_host` is for HTTP/1.0 without Host.
void write_request_head(const RequestHead& head, const RequestGate& gate,
                        const Forwarding& forwarding, const Edits& edits,
                        std::string_view fallback_host, std::string& out);

/// How a response goes to the visitor.
struct ResponsePlan {
    Framing body;                 ///< as the visitor gets it
    bool close = false;           ///< the connection ends with this exchange
    bool keep_alive_10 = false;   ///< an HTTP/1.0 visitor who asked for it keeps the connection
    bool trailers = false;        ///< the visitor takes trailers, so that Trailer may stand
    std::string_view via;         ///< who we are, for Via; empty: no Via
    bool keep_length = false;     ///< Content-Length stands though no body follows (HEAD, 304)
};

/// Appends the head that the visitor gets: HTTP/1.1, status and reason as they came, hop-by-hop
/// fields and Set-Cookie2 left out, `edits` made, the framing of `plan`. A 101 keeps its Upgrade.
void write_response_head(const ResponseHead& head, const ResponsePlan& plan, const Edits& edits,
                         std::string& out);

/// Appends an interim (1xx) response: as above, without any cookie or framing field.
void write_interim_head(const ResponseHead& head, std::string& out);

}   // namespace http

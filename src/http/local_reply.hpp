#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace http {

/// An answer of the proxy's own.
struct LocalReply {
    unsigned status = 500;
    std::string_view proxy_error =
        {};   ///< RFC 9209 error type for Proxy-Status; empty: no such field
    std::string_view extra_fields = {};   ///< more field lines, each with its CRLF
    std::string_view body = {};           ///< empty: the status in words
    std::string_view content_type = {};   ///< of the body; empty: plain text
    std::string_view cache_control = "no-store";
    bool html = false;   ///< without a body: a small HTML page in place of plain text
    bool close = true;
    bool head_only = false;   ///< the answer to HEAD
};

/// Does Accept ask for HTML? It has to name text/html or application/xhtml+xml, with a weight above
/// zero; a bare `*/*` is served plain text.
[[nodiscard]] bool wants_html(std::string_view accept);

/// The whole response, head and body. It says nothing of the origin and nothing of the request.
[[nodiscard]] std::string write_local_reply(const LocalReply& reply,
                                            std::chrono::system_clock::time_point now);

/// The standard reason phrase, or "Error".
[[nodiscard]] std::string_view reason_phrase(unsigned status);

}   // namespace http

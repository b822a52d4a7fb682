#pragma once

#include <string_view>

namespace http {

/// What the proxy tells the origin of the visitor's connection. The views outlive the write.
struct Forwarding {
    std::string_view peer;    ///< the address of who is connected; empty for a unix socket
    std::string_view proto;   ///< `http` or `https`: how the peer came
    std::string_view host;    ///< what the visitor asked for
    bool trusted = false;     ///< the peer's own forwarding fields are believed and kept
};

}   // namespace http

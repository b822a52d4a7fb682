#pragma once

#include <string_view>

namespace http {

/// What the proxy tells the origin of the visitor's connection. The views outlive the write.
struct Forwarding {
    std::string_view peer;            ///< the address of who is connected; empty for a unix socket
    std::string_view proto;           ///< `http` or `https`: how the peer came
    std::string_view host;            ///< what the visitor asked for
    bool trusted = false;             ///< the peer's own forwarding fields are believed and kept
    std::string_view request_id;      ///< for a request that brought none; empty: none is made
    std::string_view via;             ///< who we are, for Via; empty: no Via
    bool drops_underscores = false;   ///< names with `_` go no further
};

}   // namespace http

#pragma once

#include "config/settings.hpp"
#include "net/ticket_keys.hpp"
#include "net/tls_client.hpp"
#include "net/tls_server.hpp"

#include <memory>
#include <vector>

namespace proxy {

/// How the listeners and the upstreams of one snapshot speak TLS; null where it is plain text.
struct TlsContexts {
    std::vector<std::shared_ptr<const net::TlsServer>> listeners;   ///< as in the settings
    std::vector<std::shared_ptr<const net::TlsClient>> upstreams;   ///< as the sites
};

/// Throws std::runtime_error with a sentence for the operator where OpenSSL refuses something.
[[nodiscard]] std::shared_ptr<const TlsContexts> make_tls_contexts(
    const config::Settings& settings, const std::shared_ptr<net::TicketKeys>& keys);

}   // namespace proxy

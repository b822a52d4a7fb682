#pragma once

#include "config/settings.hpp"
#include "net/ticket_keys.hpp"
#include "net/tls_session.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace net {

/// How one listener speaks TLS: versions, ciphers, and which certificate is shown to whom. For all
/// workers, so that a session of one is resumed by another. Never changes: a reload makes a new
/// one, and connections go on with theirs.
class TlsServer {
public:
    /// Throws std::runtime_error with a sentence for the operator where OpenSSL refuses a
    /// certificate or something else of it.
    TlsServer(const config::ListenerTls& settings, std::shared_ptr<TicketKeys> keys);
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    /// The session of a connection that was accepted; it keeps `server`.
    [[nodiscard]] static std::unique_ptr<TlsSession> accept(
        const std::shared_ptr<const TlsServer>& server, int descriptor);

private:
    static int on_server_name(SSL* ssl, int* alert, void* server);
    void add(const config::Certificate& certificate, const config::ListenerTls& settings);
    [[nodiscard]] SSL_CTX* make_context(config::TlsVersion min_version);
    [[nodiscard]] SSL_CTX* find(std::string_view name) const;

    std::shared_ptr<TicketKeys> keys_;
    std::vector<SslContext> contexts_;   ///< the default first
    boost::unordered_flat_map<std::string, SSL_CTX*> names_;
};

}   // namespace net

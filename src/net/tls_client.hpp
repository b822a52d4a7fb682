#pragma once

#include "config/upstream.hpp"
#include "net/tls_session.hpp"

#include <memory>
#include <string>

namespace net {

/// How one origin is spoken to by TLS: whose certificates are believed, the name that it has to
/// prove, what is shown to it. For all workers. Never changes.
class TlsClient {
public:
    /// Throws std::runtime_error with a sentence for the operator where it cannot be set up.
    explicit TlsClient(const config::UpstreamSettings& upstream);
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    /// The session of a connection to the origin, resumed where `ticket` has one; a new ticket is
    /// put there as the origin gives it, so it outlives the session. The session keeps `client`.
    /// Null where OpenSSL cannot make one.
    [[nodiscard]] static std::unique_ptr<TlsSession> connect(
        const std::shared_ptr<const TlsClient>& client, int descriptor, TlsTicket& ticket);

private:
    static int on_ticket(SSL* ssl, SSL_SESSION* session);

    SslContext context_;
    std::string name_;   ///< empty where the origin is known by its address alone
};

}   // namespace net

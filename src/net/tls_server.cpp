#include "net/tls_server.hpp"

#include "config/host_name.hpp"
#include "net/tls_context.hpp"

#include <algorithm>
#include <array>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <utility>

namespace net {
namespace {

// Forward secrecy and authenticated encryption only (RFC 9325 section 4.2).
constexpr const char* ciphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* groups = "X25519:P-256:P-384";

// Session ids of TLS 1.2, for clients that take no tickets.
constexpr long most_sessions = 20'000;
constexpr std::array<unsigned char, 13> session_context{'c', 'o', 'n', 's', 'e', 'n', 't',
                                                        '-', 'p', 'r', 'o', 'x', 'y'};

// RFC 7301. Who offers protocols and HTTP/1.1 is not among them would not understand the answers.
int choose_protocol(SSL* /*ssl*/, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void* /*unused*/) {
    constexpr std::string_view http = "http/1.1";
    for (unsigned at = 0; at < offered_size; at += offered[at] + 1U) {
        const unsigned char* const name = offered + at + 1;
        if (std::equal(name, name + offered[at], http.begin(), http.end())) {
            *chosen = name;
            *size = offered[at];
            return SSL_TLSEXT_ERR_OK;
        }
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

}   // namespace

TlsServer::TlsServer(const config::ListenerTls& settings, std::shared_ptr<TicketKeys> keys)
    : keys_(std::move(keys)) {
    for (const config::CertificatePointer& certificate : settings.certificates) {
        add(*certificate, settings);
    }
}

SSL_CTX* TlsServer::make_context(config::TlsVersion min_version) {
    SslContext made = make_tls_context(TLS_server_method());
    SSL_CTX* const context = made.get();
    if (min_version == config::TlsVersion::tls_1_3) {
        require(SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION), "cannot set up TLS 1.3");
    }
    SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    require(SSL_CTX_set_cipher_list(context, ciphers), "the ciphers cannot be used");
    require(SSL_CTX_set1_groups_list(context, groups), "the key exchange groups cannot be used");
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_SERVER);
    SSL_CTX_sess_set_cache_size(context, most_sessions);
    require(SSL_CTX_set_session_id_context(context, session_context.data(),
                                           static_cast<unsigned>(session_context.size())),
            "cannot set up TLS sessions");
    keys_->install(context);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    require(SSL_CTX_set_tlsext_servername_callback(context, on_server_name),
            "cannot set up server names");
    require(SSL_CTX_set_tlsext_servername_arg(context, this), "cannot set up server names");
    contexts_.push_back(std::move(made));
    return context;
}

// One for the same names with another kind of key stands beside the first: each client is shown
// what it can read.
void TlsServer::add(const config::Certificate& certificate, const config::ListenerTls& settings) {
    SSL_CTX* context = certificate.names.empty() ? nullptr : find(certificate.names.front());
    const bool beside = context != nullptr && !holds_kind_of(context, *certificate.key);
    if (!beside) {
        context = make_context(settings.min_version);
    }
    use_certificate(context, certificate);
    for (const std::string& name : certificate.names) {
        names_.try_emplace(name, context);
    }
}

SSL_CTX* TlsServer::find(std::string_view name) const {
    const std::string lower = config::lower_case(name);
    if (const auto exact = names_.find(lower); exact != names_.end()) {
        return exact->second;
    }
    const std::size_t dot = lower.find('.');
    const auto wildcard =
        dot == std::string::npos ? names_.end() : names_.find("*" + lower.substr(dot));
    return wildcard == names_.end() ? nullptr : wildcard->second;
}

int TlsServer::on_server_name(SSL* ssl, int* /*alert*/, void* server) {
    const char* const name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    SSL_CTX* const context =
        name == nullptr ? nullptr : static_cast<const TlsServer*>(server)->find(name);
    if (context == nullptr) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    SSL_set_SSL_CTX(ssl, context);
    return SSL_TLSEXT_ERR_OK;
}

std::unique_ptr<TlsSession> TlsServer::accept(const std::shared_ptr<const TlsServer>& server,
                                              int descriptor) {
    SslPointer ssl(SSL_new(server->contexts_.front().get()));
    if (ssl) {
        SSL_set_accept_state(ssl.get());
    }
    return TlsSession::make(std::move(ssl), descriptor, server);
}

}   // namespace net

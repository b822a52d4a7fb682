#include "net/tls_client.hpp"

#include "config/host_name.hpp"
#include "net/tls_context.hpp"

#include <array>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <utility>

namespace net {
namespace {

constexpr std::array<unsigned char, 9> http_1_1{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

// The authorities of a private PKI are few, and the one that is named may be an intermediate or
// the origin's own certificate.
void believe(SSL_CTX* context, const config::Authorities* authorities) {
    if (authorities == nullptr) {
        require(SSL_CTX_set_default_verify_paths(context),
                "the system's authorities cannot be used");
        return;
    }
    X509_STORE* const store = SSL_CTX_get_cert_store(context);
    for (const config::X509Pointer& certificate : authorities->certificates) {
        require(X509_STORE_add_cert(store, certificate.get()), "an authority cannot be used");
    }
    require(X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN),
            "the authorities cannot be used");
}

// Where OpenSSL has no name to compare, every certificate of a believed authority holds.
void expect(SSL_CTX* context, const std::string& name) {
    X509_VERIFY_PARAM* const expected = SSL_CTX_get0_param(context);
    const std::string fault = "the name of an upstream cannot be verified (" + name + ")";
    if (config::is_address(name)) {
        require(X509_VERIFY_PARAM_set1_ip_asc(expected, name.c_str()), fault);
        return;
    }
    X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    const bool set =
        !name.empty() && X509_VERIFY_PARAM_set1_host(expected, name.data(), name.size()) == 1;
    require(set ? 1 : 0, fault);
}

int show_none(SSL* ssl, X509** /*certificate*/, EVP_PKEY** /*key*/) {
    TlsSession::note_no_certificate(ssl);
    return 0;
}

}   // namespace

TlsClient::TlsClient(const config::UpstreamSettings& upstream)
    : context_(make_tls_context(TLS_client_method())),
      name_(upstream.tls.server_name.empty() ? upstream.host : upstream.tls.server_name) {
    SSL_CTX* const context = context_.get();
    SSL_CTX_set_verify(context, upstream.tls.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
    if (upstream.tls.verify) {
        expect(context, name_);
        believe(context, upstream.tls.authorities.get());
    }
    if (config::is_address(name_)) {
        name_.clear();
    }
    if (upstream.tls.client) {
        use_certificate(context, *upstream.tls.client);
    } else {
        SSL_CTX_set_client_cert_cb(context, show_none);
    }
    // The one call that returns 0 where it succeeds.
    const int refused =
        SSL_CTX_set_alpn_protos(context, http_1_1.data(), static_cast<unsigned>(http_1_1.size()));
    require(refused == 0 ? 1 : 0, "cannot set up ALPN");
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, on_ticket);
    ERR_clear_error();
}

int TlsClient::on_ticket(SSL* ssl, SSL_SESSION* session) {
    static_cast<TlsTicket*>(SSL_get_app_data(ssl))->reset(session);
    return 1;   // it is ours now
}

std::unique_ptr<TlsSession> TlsClient::connect(const std::shared_ptr<const TlsClient>& client,
                                               int descriptor, TlsTicket& ticket) {
    SslPointer ssl(SSL_new(client->context_.get()));
    if (!ssl) {
        ERR_clear_error();
        return nullptr;
    }
    SSL_set_connect_state(ssl.get());
    const bool ready =
        SSL_set_app_data(ssl.get(), &ticket) == 1 &&
        (client->name_.empty() || SSL_set_tlsext_host_name(ssl.get(), client->name_.c_str()) == 1);
    if (!ready) {
        ERR_clear_error();
        return nullptr;
    }
    if (ticket) {
        SSL_set_session(ssl.get(), ticket.get());
        // A ticket of TLS 1.3 is for one connection (RFC 8446 appendix C.4), which brings more.
        if (SSL_SESSION_get_protocol_version(ticket.get()) == TLS1_3_VERSION) {
            ticket.reset();
        }
    }
    ERR_clear_error();
    return TlsSession::make(std::move(ssl), descriptor, client);
}

}   // namespace net

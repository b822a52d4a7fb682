#include "net/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <stdexcept>
#include <string>

namespace net {
namespace {

[[noreturn]] void fail(const std::string& what) {
    const char* const why = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    throw std::runtime_error(what + (why != nullptr ? std::string(": ") + why : std::string()));
}

}   // namespace

void require(long returned, const std::string& what) {
    if (returned != 1) {
        fail(what);
    }
}

SslContext make_tls_context(const SSL_METHOD* method) {
    SslContext context(SSL_CTX_new(method));
    if (!context) {
        fail("cannot set up TLS");
    }
    require(SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION), "cannot set up TLS 1.2");
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                        SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                        SSL_MODE_RELEASE_BUFFERS);
    // Records without data come back to us, so that who sends nothing else holds nobody up.
    SSL_CTX_clear_mode(context.get(), SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_read_ahead(context.get(), 1);
    return context;
}

void use_certificate(SSL_CTX* context, const config::Certificate& certificate) {
    STACK_OF(X509)* const chain = sk_X509_new_null();
    bool whole = chain != nullptr;
    for (const config::X509Pointer& one : certificate.chain) {
        whole = whole && sk_X509_push(chain, one.get()) > 0;
    }
    const bool done = whole && SSL_CTX_use_cert_and_key(context, certificate.leaf.get(),
                                                        certificate.key.get(), chain, 1) == 1;
    sk_X509_free(chain);
    if (!done) {
        fail("a certificate for " +
             (certificate.names.empty() ? std::string("no name") : certificate.names.front()) +
             " cannot be used");
    }
}

bool holds_kind_of(SSL_CTX* context, const EVP_PKEY& key) {
    bool found = false;
    for (long more = SSL_CTX_set_current_cert(context, SSL_CERT_SET_FIRST); more == 1;
         more = SSL_CTX_set_current_cert(context, SSL_CERT_SET_NEXT)) {
        const EVP_PKEY* const held = SSL_CTX_get0_privatekey(context);
        found = found || EVP_PKEY_get_base_id(held) == EVP_PKEY_get_base_id(&key);
    }
    return found;
}

}   // namespace net

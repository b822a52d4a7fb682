#pragma once

#include "config/certificate.hpp"
#include "net/tls_session.hpp"

#include <openssl/ssl.h>
#include <string>

namespace net {

/// For a call of OpenSSL without which TLS would be another than it is meant to be: throws
/// std::runtime_error with `what` and OpenSSL's reason unless it returned 1.
void require(long returned, const std::string& what);

/// What both sides have in common: TLS 1.2 or later, no renegotiation, no compression, writes that
/// may be partial and come from another place the next time, no buffers held at rest. Throws
/// std::runtime_error.
[[nodiscard]] SslContext make_tls_context(const SSL_METHOD* method);

/// Shows this certificate with its chain. Throws std::runtime_error where OpenSSL refuses it.
void use_certificate(SSL_CTX* context, const config::Certificate& certificate);

/// Has it a certificate with this kind of key (RSA, ECDSA, ...)?
[[nodiscard]] bool holds_kind_of(SSL_CTX* context, const EVP_PKEY& key);

}   // namespace net

#include "net/ticket_keys.hpp"

#include "net/tls_context.hpp"

#include <algorithm>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <stdexcept>
#include <utility>

namespace net {
namespace {

// What OpenSSL wants to hear (SSL_CTX_set_tlsext_ticket_key_evp_cb(3)).
constexpr int failed = -1;
constexpr int unknown = 0;
constexpr int fine = 1;
constexpr int fine_but_renew = 2;

}   // namespace

TicketKeys::TicketKeys(std::function<Clock::time_point()> now)
    : now_(std::move(now)), since_(now_()) {
    renew(current_);
    renew(previous_);
}

void TicketKeys::renew(Key& key) {
    // Without randomness there is nothing to be secret with.
    if (RAND_bytes(key.name.data(), static_cast<int>(key.name.size())) != 1 ||
        RAND_bytes(key.cipher.data(), static_cast<int>(key.cipher.size())) != 1 ||
        RAND_bytes(key.mac.data(), static_cast<int>(key.mac.size())) != 1) {
        throw std::runtime_error("the system gives no random numbers");
    }
}

void TicketKeys::install(SSL_CTX* context) {
    require(SSL_CTX_set_app_data(context, this), "cannot set up TLS tickets");
    require(SSL_CTX_set_tlsext_ticket_key_evp_cb(context, answer), "cannot set up TLS tickets");
    SSL_CTX_set_timeout(context, std::chrono::seconds(lifetime).count());
}

void TicketKeys::rotate() {
    const auto age = now_() - since_;
    if (age < lifetime) {
        return;
    }
    previous_ = current_;
    renew(current_);
    if (age >= 2 * lifetime) {
        renew(previous_);
    }
    since_ = now_();
}

TicketKeys::Key TicketKeys::current() {
    const std::lock_guard lock(mutex_);
    rotate();
    return current_;
}

bool TicketKeys::find(const unsigned char* name, Key& key, bool& is_current) {
    const std::lock_guard lock(mutex_);
    rotate();
    is_current = std::equal(current_.name.begin(), current_.name.end(), name);
    key = is_current ? current_ : previous_;
    return std::equal(key.name.begin(), key.name.end(), name);
}

int TicketKeys::answer(SSL* ssl, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
                       EVP_MAC_CTX* mac, int sealing) try {
    auto& keys = *static_cast<TicketKeys*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    Key key;
    bool is_current = true;
    if (sealing == 1) {
        key = keys.current();
        std::copy(key.name.begin(), key.name.end(), name);
        if (RAND_bytes(iv, EVP_CIPHER_get_iv_length(EVP_aes_256_cbc())) != 1) {
            return failed;
        }
    } else if (!keys.find(name, key, is_current)) {
        return unknown;
    }
    std::array<char, 7> digest{"SHA256"};
    const std::array<OSSL_PARAM, 3> parameters{
        OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key.mac.data(), key.mac.size()),
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    if (EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), nullptr, key.cipher.data(), iv, sealing) !=
            1 ||
        EVP_MAC_CTX_set_params(mac, parameters.data()) != 1) {
        return failed;
    }
    // One of TLS 1.3 is for one connection (RFC 8446 appendix C.4): each brings the next.
    return is_current && SSL_version(ssl) != TLS1_3_VERSION ? fine : fine_but_renew;
} catch (const std::exception&) {
    return failed;   // OpenSSL knows no exceptions
}

}   // namespace net

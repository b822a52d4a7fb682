#pragma once

#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string>

namespace pki {

/// A key and a certificate that it signed itself, in PEM.
struct SelfSigned {
    std::string certificate;
    std::string key;
};

inline std::string text_of(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
}

using Key = std::shared_ptr<EVP_PKEY>;

inline Key elliptic_key() {
    return {EVP_EC_gen("P-256"), EVP_PKEY_free};
}

inline Key rsa_key(unsigned bits) {
    return {EVP_RSA_gen(bits), EVP_PKEY_free};
}

inline std::string pem_of(const Key& key, const char* password = nullptr) {
    BIO* const bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key.get(), password ? EVP_aes_128_cbc() : nullptr, nullptr, 0,
                             nullptr, const_cast<char*>(password));
    return text_of(bio);
}

/// `alternatives` as openssl.cnf has them: `DNS:a,IP:127.0.0.1`; empty for none.
inline SelfSigned self_signed(const std::string& name, const std::string& alternatives,
                              const Key& key = elliptic_key(), long days = 2) {
    const std::unique_ptr<X509, void (*)(X509*)> made(X509_new(), X509_free);
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3 * 86400);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), days * 86400);
    X509_NAME* const subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(
        subject, "CN", MBSTRING_ASC,
        static_cast<const unsigned char*>(static_cast<const void*>(name.c_str())), -1, -1, 0);
    X509_set_issuer_name(made.get(), subject);
    X509_set_pubkey(made.get(), key.get());
    if (!alternatives.empty()) {
        X509_EXTENSION* const extension =
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternatives.c_str());
        X509_add_ext(made.get(), extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(made.get(), key.get(), EVP_sha256());
    BIO* const bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, made.get());
    return {text_of(bio), pem_of(key)};
}

}   // namespace pki

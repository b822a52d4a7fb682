#include "config/certificate.hpp"

#include "config/host_name.hpp"

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string_view>
#include <system_error>

namespace config {
namespace {

/// What OpenSSL takes at its security level 2, which Debian sets: RSA of 2048 bits.
constexpr int least_security_bits = 112;

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

File open(const FileDraft& file, Report& report) {
    report.reads(file.path);
    File opened(std::fopen(file.path.c_str(), "rb"));
    if (!opened) {
        report.error(file.place, fmt::format("cannot read \"{}\": {}", file.path.string(),
                                             std::generic_category().message(errno)));
    }
    return opened;
}

X509Pointer next_certificate(std::FILE* file) {
    return {PEM_read_X509(file, nullptr, nullptr, nullptr), X509_free};
}

/// All of a file. Its end is the only thing that may stop the reading.
std::vector<X509Pointer> read_certificates(const FileDraft& file, Report& report) {
    std::vector<X509Pointer> certificates;
    const File opened = open(file, report);
    if (!opened) {
        return certificates;
    }
    ERR_clear_error();
    while (X509Pointer next = next_certificate(opened.get())) {
        certificates.push_back(std::move(next));
    }
    const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (!at_end || certificates.empty()) {
        certificates.clear();
        report.error(file.place,
                     fmt::format("\"{}\" has {}", file.path.string(),
                                 at_end ? "no certificate in PEM" : "a broken certificate in it"));
    }
    ERR_clear_error();
    return certificates;
}

/// A proxy that starts by itself has nobody to ask for a password.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
}

std::shared_ptr<EVP_PKEY> read_key(const FileDraft& file, Report& report) {
    const File opened = open(file, report);
    if (!opened) {
        return nullptr;
    }
    bool encrypted = false;
    std::shared_ptr<EVP_PKEY> key(
        PEM_read_PrivateKey(opened.get(), nullptr, no_password, &encrypted), EVP_PKEY_free);
    if (!key) {
        report.error(file.place,
                     fmt::format("\"{}\" {}", file.path.string(),
                                 encrypted ? "is encrypted: nobody is there to be asked for a "
                                             "password"
                                           : "has no private key in PEM"));
    } else if (EVP_PKEY_get_security_bits(key.get()) < least_security_bits) {
        report.error(file.place, fmt::format("the key in \"{}\" is too weak: {} bits",
                                             file.path.string(), EVP_PKEY_get_bits(key.get())));
        key.reset();
    }
    ERR_clear_error();
    return key;
}

std::string_view text_of(const ASN1_STRING* string) {
    return {static_cast<const char*>(static_cast<const void*>(ASN1_STRING_get0_data(string))),
            static_cast<std::size_t>(ASN1_STRING_length(string))};
}

/// The alternative names; the common name only where there are none (RFC 6125 section 6.4.4).
std::vector<std::string> names_of(X509* certificate) {
    std::vector<std::string> names;
    const std::shared_ptr<GENERAL_NAMES> alternatives(
        static_cast<GENERAL_NAMES*>(
            X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
        GENERAL_NAMES_free);
    for (int i = 0; alternatives && i < sk_GENERAL_NAME_num(alternatives.get()); ++i) {
        const GENERAL_NAME* const name = sk_GENERAL_NAME_value(alternatives.get(), i);
        if (name->type == GEN_DNS) {
            names.push_back(lower_case(text_of(name->d.dNSName)));
        }
    }
    if (!alternatives) {
        const X509_NAME* const subject = X509_get_subject_name(certificate);
        const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
        if (at >= 0) {
            names.push_back(
                lower_case(text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)))));
        }
    }
    return names;
}

std::chrono::system_clock::time_point end_of(const X509* certificate) {
    std::tm end{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) {
        return std::chrono::system_clock::time_point::max();
    }
    return std::chrono::system_clock::from_time_t(::timegm(&end));
}

std::string digest_of(const X509* certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    X509_digest(certificate, EVP_sha256(), bytes.data(), &size);
    return fmt::format("{:02x}", fmt::join(bytes.begin(), bytes.begin() + size, ""));
}

}   // namespace

CertificatePointer load_certificate(const FileDraft& certificate, const FileDraft& key,
                                    Report& report) {
    auto made = std::make_shared<Certificate>();
    made->chain = read_certificates(certificate, report);
    made->key = read_key(key, report);
    if (made->chain.empty() || !made->key) {
        return nullptr;
    }
    made->leaf = made->chain.front();
    made->chain.erase(made->chain.begin());
    if (X509_check_private_key(made->leaf.get(), made->key.get()) != 1) {
        ERR_clear_error();
        report.error(key.place, fmt::format("the key in \"{}\" is not that of the first "
                                            "certificate in \"{}\"",
                                            key.path.string(), certificate.path.string()));
        return nullptr;
    }
    made->names = names_of(made->leaf.get());
    made->expires = end_of(made->leaf.get());
    made->fingerprint = digest_of(made->leaf.get());
    made->file = certificate.path.string();
    if (made->expires < std::chrono::system_clock::now()) {
        report.warning(certificate.place, fmt::format("the certificate in \"{}\" has expired",
                                                      certificate.path.string()));
    }
    return made;
}

AuthoritiesPointer load_authorities(const FileDraft& file, Report& report) {
    auto made = std::make_shared<Authorities>();
    made->certificates = read_certificates(file, report);
    for (const X509Pointer& certificate : made->certificates) {
        made->fingerprint += digest_of(certificate.get());
    }
    return made->certificates.empty() ? nullptr : made;
}

}   // namespace config

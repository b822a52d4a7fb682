#pragma once

#include "config/report.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <openssl/types.h>
#include <optional>
#include <string>
#include <vector>

namespace config {

using X509Pointer = std::shared_ptr<X509>;

/// A certificate with its chain and its private key, read from PEM files (RFC 7468) and held
/// against each other.
struct Certificate {
    X509Pointer leaf;
    std::vector<X509Pointer> chain;   ///< what stands behind the leaf in its file
    std::shared_ptr<EVP_PKEY> key;
    std::vector<std::string> names;   ///< DNS names that it is for, in lower case; `*.x` too
    std::chrono::system_clock::time_point expires;
    std::string fingerprint;   ///< SHA-256 of the leaf, in hex
    std::string file;          ///< that it was read from
};
using CertificatePointer = std::shared_ptr<const Certificate>;

/// The authorities that somebody else's certificate is verified against.
struct Authorities {
    std::vector<X509Pointer> certificates;
    std::string fingerprint;   ///< of all of them
};
using AuthoritiesPointer = std::shared_ptr<const Authorities>;

/// The name of a file in a configuration, and its place there.
struct FileDraft {
    std::filesystem::path path;
    Place place;
};

/// Reads a certificate and its key. What is wrong with one is reported at its place: a file that
/// cannot be read, that has none, a key that is encrypted, weak or of another certificate; that it
/// has expired is a warning.
[[nodiscard]] CertificatePointer load_certificate(const FileDraft& certificate,
                                                  const FileDraft& key, Report& report);

/// Reads a file of certificates, at least one.
[[nodiscard]] AuthoritiesPointer load_authorities(const FileDraft& file, Report& report);

}   // namespace config

#include "config/fingerprint.hpp"

#include <array>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <stdexcept>

namespace config {

std::string fingerprint(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error("SHA-256 is not available");
    }
    std::string text;
    for (unsigned at = 0; at < size; ++at) {
        text += fmt::format("{:02x}", digest[at]);
    }
    return text;
}

}   // namespace config

#include "pages/digest.hpp"

#include <array>
#include <fmt/ranges.h>
#include <openssl/evp.h>
#include <stdexcept>

namespace pages {

std::string digest(std::string_view content) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    if (EVP_Digest(content.data(), content.size(), sum.data(), nullptr, EVP_sha256(), nullptr) !=
        1) {
        throw std::runtime_error("libcrypto has no SHA-256");
    }
    return fmt::format("{:02x}", fmt::join(sum.begin(), sum.begin() + 8, ""));
}

}   // namespace pages

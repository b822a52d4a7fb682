#pragma once

#include <array>
#include <openssl/evp.h>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bytes {

/// The SHA-256 of a text, in 64 lower-case hex digits. Throws where libcrypto has none; who
/// includes this links it.
[[nodiscard]] inline std::string sha256_hex(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), sum.data(), &size, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error("libcrypto has no SHA-256");
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (unsigned at = 0; at < size; ++at) {
        hex.append({digits[sum[at] >> 4U], digits[sum[at] & 15U]});
    }
    return hex;
}

}   // namespace bytes

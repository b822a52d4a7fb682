#pragma once

#include <random>
#include <string>

namespace proxy {

/// 128 bits that nobody can guess, as hexadecimal digits: for a Content-Security-Policy.
[[nodiscard]] inline std::string make_nonce() {
    constexpr unsigned words = 4;
    constexpr unsigned digits_a_word = 8;
    std::random_device random;
    std::string nonce;
    for (unsigned word = 0; word < words; ++word) {
        for (unsigned rest = random(), digit = 0; digit < digits_a_word; ++digit, rest >>= 4U) {
            nonce.push_back("0123456789abcdef"[rest & 15U]);
        }
    }
    return nonce;
}

}   // namespace proxy

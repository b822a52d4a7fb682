#pragma once

#include "bytes/fnv.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace proxy {

/// FNV-1a over what the state of a page is made of (64 bits): tells states apart, proves nothing.
class StateHash {
public:
    void add(std::string_view text) {
        for (const char c : text) {
            mix(static_cast<unsigned char>(c));
        }
        mix(0);
    }
    void add(unsigned number) { mix(number); }

    /// Sixteen letters and digits.
    [[nodiscard]] std::string text() const {
        std::string text;
        for (std::uint64_t rest = hash_, i = 0; i < 16; ++i, rest >>= 4U) {
            text.push_back("0123456789abcdef"[rest & 15U]);
        }
        return text;
    }

private:
    void mix(std::uint64_t value) { hash_ = bytes::fnv_add(hash_, value); }

    std::uint64_t hash_ = bytes::fnv_start;
};

}   // namespace proxy

#pragma once

#include <cstdint>

namespace bytes {

/// What FNV-1a of 64 bits starts from. Unlike bytes::hash its values are the same for ever.
inline constexpr std::uint64_t fnv_start = 0xcbf29ce484222325;

/// One step of FNV-1a: the hash with one more byte, or number, in it.
[[nodiscard]] constexpr std::uint64_t fnv_add(std::uint64_t hash, std::uint64_t value) {
    return (hash ^ value) * 0x100000001b3;
}

}   // namespace bytes

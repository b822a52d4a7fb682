#pragma once

#include <chrono>
#include <cstddef>

namespace admin {

/// What the admin listener gives to whoever connects.
struct Limits {
    std::size_t connections = 64;   ///< one more is closed at once
    std::size_t header_bytes = 8 * 1024;
    std::chrono::milliseconds patience{10'000};   ///< for a request head, and for a write
};

}   // namespace admin

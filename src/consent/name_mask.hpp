#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace consent {

/// A cookie name that may be logged, held without allocation.
class MaskedName {
public:
    static constexpr std::size_t max_size = 64;

    /// Lives as long as this object stays where it is.
    [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }
    [[nodiscard]] bool full() const { return size_ == max_size; }
    /// Does nothing when full.
    void append(char byte) {
        if (!full()) {
            bytes_[size_++] = byte;
        }
    }

private:
    std::array<char, max_size> bytes_;
    std::size_t size_ = 0;
};

/// How the name of an unregistered cookie is shown: names carry identifiers (`_hp2_id.1234567`).
/// A run of 8 or more hex digits with a decimal digit among them, and a run of 3 or more decimal
/// digits, become one `*`; a byte outside printable ASCII becomes `?`; then 64 bytes at most.
[[nodiscard]] MaskedName mask_name(std::string_view name);

}   // namespace consent

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace observe {

/// How much of a visitor's address is logged: `log.client`.
enum class ClientDetail : std::uint8_t { full, prefix, none };

/// An address as it may be logged, held without allocation.
class ClientText {
public:
    static constexpr std::size_t max_size = 64;

    /// Lives as long as this object stays where it is.
    [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }
    /// What does not fit is cut off.
    void append(std::string_view text);

private:
    std::array<char, max_size> bytes_;
    std::size_t size_ = 0;
};

/// An address (without port or brackets) as it may be logged. `prefix` keeps 24 bits of IPv4 and
/// 48 of IPv6, `192.0.2.0/24` and `2001:db8:1::/48`; an IPv4-mapped address counts as IPv4; what is
/// no address gives nothing. `none` gives nothing.
[[nodiscard]] ClientText client_text(std::string_view address, ClientDetail detail);

}   // namespace observe

#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace proxy {

/// Makes ids for requests that brought none: 32 hex digits, as many as nginx's. One worker's.
class RequestIds {
public:
    static constexpr std::size_t size = 32;
    using Id = std::array<char, size>;

    /// Unlike any other, as good as surely; not a secret.
    [[nodiscard]] Id make();

private:
    std::mt19937_64 random_{std::random_device{}()};
};

/// The name for Via, which tells nobody anything of this installation.
inline constexpr std::string_view via_name = "consent-proxy";

/// Tells this process from others in a chain of proxies.
[[nodiscard]] std::string make_instance_name();

}   // namespace proxy

#pragma once

#include "net/stream.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace net {

/// Reads what a balancer says at the beginning of a connection of who is behind it: the PROXY
/// protocol, version 1 (a line) or 2 (bytes).
///
///     v1 = "PROXY " ("TCP4" / "TCP6") SP source SP destination SP port SP port CRLF
///        / "PROXY UNKNOWN" *any CRLF                        ; at most 107 bytes
///     v2 = signature version/command family length addresses *TLV
///
/// Source: https://www.haproxy.org/download/1.8/doc/proxy-protocol.txt
class ProxyHeader {
public:
    /// The most that may follow the first 16 bytes of version 2.
    static constexpr std::size_t most_payload = 4096;

    enum class State : std::uint8_t { more, done, bad };

    /// Takes bytes up to the end of the header and says how many of these it was.
    struct Step {
        State state = State::more;
        std::size_t taken = 0;
    };
    [[nodiscard]] Step take(std::string_view bytes);

    /// Who is behind, once it is done; nothing where the connection is the balancer's own (LOCAL),
    /// or it does not know (UNKNOWN, UNSPEC, unix sockets).
    [[nodiscard]] const std::optional<Endpoint>& source() const { return source_; }

private:
    [[nodiscard]] State take_byte(char byte);
    [[nodiscard]] State read_line();
    [[nodiscard]] State read_start();
    [[nodiscard]] State read_addresses();
    [[nodiscard]] std::string_view held() const { return {bytes_.data(), held_}; }

    std::array<char, 107> bytes_{};   // of version 2 the first ones: the rest is not looked at
    std::size_t held_ = 0;
    std::size_t size_ = 0;
    std::size_t total_ = 0;   // of version 2, once it is known
    std::optional<Endpoint> source_;
};

}   // namespace net

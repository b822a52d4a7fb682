#include "config/port.hpp"

#include <charconv>

namespace config {

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(port)
                                                                    : std::nullopt;
}

}   // namespace config

#include "config/endpoint.hpp"

#include "config/port.hpp"
#include "config/socket_path.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

namespace config {
namespace {

using Result = boost::system::result<Endpoint, std::string>;

Result wrong(std::string_view text) {
    return {boost::system::in_place_error,
            fmt::format("\"{}\" is not an address to listen at: write 127.0.0.1:8080, [::1]:8080 "
                        "or unix:/path",
                        text)};
}

}   // namespace

std::string to_string(const Endpoint& endpoint) {
    if (endpoint.is_unix()) {
        return "unix:" + endpoint.unix_path;
    }
    const bool v6 = endpoint.address.find(':') != std::string::npos;
    return v6 ? fmt::format("[{}]:{}", endpoint.address, endpoint.port)
              : fmt::format("{}:{}", endpoint.address, endpoint.port);
}

Result parse_endpoint(std::string_view text) {
    if (text.starts_with(unix_prefix)) {
        auto path = parse_socket_path(text);
        if (!path) {
            return {boost::system::in_place_error, path.error()};
        }
        return Endpoint{{}, 0, *std::move(path)};
    }
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return wrong(text);
    }
    std::string_view host = text.substr(0, colon);
    const bool brackets = host.starts_with('[') && host.ends_with(']');
    if (brackets) {
        host = host.substr(1, host.size() - 2);
    }
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(host, error);
    const auto port = parse_port(text.substr(colon + 1));
    if (error || address.is_v6() != brackets || !port) {
        return wrong(text);
    }
    return Endpoint{address.to_string(), *port, {}};
}

}   // namespace config

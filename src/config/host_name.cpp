#include "config/host_name.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <cstring>

namespace config {
namespace {

constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_name = 253;

bool is_label_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

}   // namespace

bool is_host_name(std::string_view text) {
    if (text.empty() || text.size() > longest_name) {
        return false;
    }
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('.', begin), text.size());
        const std::string_view label = text.substr(begin, end - begin);
        if (label.empty() || label.size() > longest_label || label.front() == '-' ||
            label.back() == '-' || !std::all_of(label.begin(), label.end(), is_label_byte)) {
            return false;
        }
        begin = end + 1;
    }
    return true;
}

bool is_address(std::string_view text) {
    boost::system::error_code error;
    boost::asio::ip::make_address(text, error);
    return !error;
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), bytes::to_lower);
    return lower;
}

std::string_view canonical_address(std::string_view host, std::span<char> buffer) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (host.size() < 2 || host.size() - 2 >= text.size() || !host.starts_with('[') ||
        !host.ends_with(']') || host.find('\0') != std::string_view::npos) {
        return {};
    }
    host.substr(1, host.size() - 2).copy(text.data(), text.size());
    in6_addr address{};
    if (inet_pton(AF_INET6, text.data(), &address) != 1 ||
        inet_ntop(AF_INET6, &address, buffer.data() + 1,
                  static_cast<socklen_t>(buffer.size() - 2)) == nullptr) {
        return {};
    }
    const std::size_t end = 1 + std::strlen(buffer.data() + 1);
    buffer.front() = '[';
    buffer[end] = ']';
    return {buffer.data(), end + 1};
}

boost::system::result<std::string, std::string_view> parse_host_pattern(std::string_view text) {
    if (text == "*") {
        return {boost::system::in_place_value, text};
    }
    if (text.starts_with('[') && text.ends_with(']')) {
        std::array<char, INET6_ADDRSTRLEN + 2> buffer{};
        const std::string_view address = canonical_address(text, buffer);
        if (address.empty()) {
            return {boost::system::in_place_error,
                    "must have an IPv6 address between the brackets"};
        }
        return {boost::system::in_place_value, address};
    }
    if (text.find(':') != std::string_view::npos) {
        return {boost::system::in_place_error, "must be a host without a port (IPv6 in brackets)"};
    }
    if (text.ends_with('.')) {
        text.remove_suffix(1);
    }
    const std::string_view name = text.starts_with("*.") ? text.substr(2) : text;
    if (name.find('*') != std::string_view::npos) {
        return {boost::system::in_place_error,
                "may have a \"*\" only alone or as the first label (\"*.name\")"};
    }
    if (!is_host_name(name)) {
        return {boost::system::in_place_error, "must be a host name in ASCII, \"*.name\" or \"*\""};
    }
    return {boost::system::in_place_value, lower_case(text)};
}

}   // namespace config

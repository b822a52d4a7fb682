#include "net/proxy_header.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <charconv>
#include <vector>

namespace net {
namespace {

namespace ip = boost::asio::ip;
using State = ProxyHeader::State;

constexpr std::string_view line_start = "PROXY ";
constexpr std::string_view signature{"\r\n\r\n\0\r\nQUIT\n", 12};
constexpr std::size_t start_size = 16;

// The second byte of the start, and the third.
enum Command : unsigned char { local = 0x20, proxied = 0x21 };
enum Family : unsigned char { unspecified = 0x00, tcp_4 = 0x11, tcp_6 = 0x21, unix_stream = 0x31 };

// Is one the beginning of the other?
bool agree(std::string_view bytes, std::string_view expected) {
    return bytes.substr(0, expected.size()) == expected.substr(0, bytes.size());
}

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::uint16_t number_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint16_t>(byte_at(bytes, at) << 8U | byte_at(bytes, at + 1));
}

template <class Bytes>
Bytes copy_of(std::string_view bytes) {
    Bytes copy{};
    std::transform(bytes.begin(), bytes.begin() + copy.size(), copy.begin(),
                   [](char c) { return static_cast<unsigned char>(c); });
    return copy;
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (std::size_t space = 0; space != std::string_view::npos;) {
        space = line.find(' ');
        words.push_back(line.substr(0, space));
        line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
    }
    return words;
}

std::optional<std::uint16_t> port_of(std::string_view word) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), port);
    return error == std::errc{} && end == word.data() + word.size() ? std::optional(port)
                                                                    : std::nullopt;
}

std::optional<ip::address> address_of(std::string_view word, bool v6) {
    boost::system::error_code error;
    const ip::address address = ip::make_address(word, error);
    return !error && address.is_v6() == v6 ? std::optional(address) : std::nullopt;
}

}   // namespace

ProxyHeader::Step ProxyHeader::take(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const State state = take_byte(bytes[i]);
        if (state != State::more) {
            return {state, i + 1};
        }
    }
    return {State::more, bytes.size()};
}

State ProxyHeader::take_byte(char byte) {
    ++size_;
    if (held_ < bytes_.size()) {
        bytes_[held_++] = byte;
    }
    if (agree(held(), line_start)) {
        if (byte == '\n') {
            return read_line();
        }
        return size_ == bytes_.size() ? State::bad : State::more;
    }
    if (!agree(held(), signature)) {
        return State::bad;
    }
    if (size_ < start_size) {
        return State::more;
    }
    if (size_ == start_size) {
        const State state = read_start();
        if (state != State::more || size_ < total_) {
            return state;
        }
    }
    return size_ == total_ ? read_addresses() : State::more;
}

State ProxyHeader::read_line() {
    const std::string_view line = held();
    if (!line.starts_with(line_start) || !line.ends_with("\r\n")) {
        return State::bad;
    }
    const auto words = words_of(line.substr(0, line.size() - 2));
    if (words[1] == "UNKNOWN") {
        return State::done;
    }
    const bool v6 = words[1] == "TCP6";
    if (words.size() != 6 || (!v6 && words[1] != "TCP4")) {
        return State::bad;
    }
    const auto source = address_of(words[2], v6);
    const auto port = port_of(words[4]);
    if (!source || !address_of(words[3], v6) || !port || !port_of(words[5])) {
        return State::bad;
    }
    source_ = ip::tcp::endpoint(*source, *port);
    return State::done;
}

State ProxyHeader::read_start() {
    const unsigned command = byte_at(held(), 12);
    if (command != local && command != proxied) {
        return State::bad;
    }
    const std::size_t payload = number_at(held(), 14);
    total_ = start_size + payload;
    return payload > most_payload ? State::bad : State::more;
}

State ProxyHeader::read_addresses() {
    if (byte_at(held(), 12) == local) {
        return State::done;
    }
    const std::string_view payload = held().substr(start_size);
    switch (byte_at(held(), 13)) {
        case tcp_4:
            if (payload.size() < 12) {
                return State::bad;
            }
            source_ =
                ip::tcp::endpoint(ip::address_v4(copy_of<ip::address_v4::bytes_type>(payload)),
                                  number_at(payload, 8));
            return State::done;
        case tcp_6:
            if (payload.size() < 36) {
                return State::bad;
            }
            source_ =
                ip::tcp::endpoint(ip::address_v6(copy_of<ip::address_v6::bytes_type>(payload)),
                                  number_at(payload, 32));
            return State::done;
        case unix_stream:
        case unspecified:
            return State::done;
        default:
            return State::bad;
    }
}

}   // namespace net

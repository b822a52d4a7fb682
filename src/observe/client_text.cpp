#include "observe/client_text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string_view>

namespace observe {
namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

template <typename Address>
void append_address(ClientText& shown, int family, const Address& address, std::string_view bits) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (inet_ntop(family, &address, text.data(), text.size()) != nullptr) {
        shown.append(text.data());
        shown.append(bits);
    }
}

void append_v4(ClientText& shown, in_addr address) {
    address.s_addr &= htonl(0xffffff00U);
    append_address(shown, AF_INET, address, "/24");
}

void append_v6(ClientText& shown, in6_addr address) {
    const auto bytes = std::begin(address.s6_addr);
    if (std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes)) {
        in_addr mapped{};
        std::copy_n(bytes + 12, 4, reinterpret_cast<std::uint8_t*>(&mapped));
        append_v4(shown, mapped);
        return;
    }
    std::fill(bytes + 6, std::end(address.s6_addr), std::uint8_t{0});
    append_address(shown, AF_INET6, address, "/48");
}

void append_prefix(ClientText& shown, std::string_view address) {
    address = address.substr(0, address.find('%'));   // a zone says nothing about the visitor
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.size() >= text.size()) {
        return;
    }
    std::copy(address.begin(), address.end(), text.begin());
    in_addr v4{};
    in6_addr v6{};
    if (inet_pton(AF_INET, text.data(), &v4) == 1) {
        append_v4(shown, v4);
    } else if (inet_pton(AF_INET6, text.data(), &v6) == 1) {
        append_v6(shown, v6);
    }
}

}   // namespace

void ClientText::append(std::string_view text) {
    const std::size_t size = std::min(text.size(), max_size - size_);
    std::copy_n(text.begin(), size, bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += size;
}

ClientText client_text(std::string_view address, ClientDetail detail) {
    ClientText shown;
    if (detail == ClientDetail::full) {
        shown.append(address);
    } else if (detail == ClientDetail::prefix) {
        append_prefix(shown, address);
    }
    return shown;
}

}   // namespace observe

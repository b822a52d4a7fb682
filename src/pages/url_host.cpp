#include "pages/url_host.hpp"

#include "pages/html_character.hpp"
#include "pages/percent.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <vector>

namespace pages {
namespace {

bool is_slash(char c) {
    return c == '/' || c == '\\';
}

// C0 control or space.
bool is_low(char c) {
    return static_cast<unsigned char>(c) <= 0x20;
}

std::string_view trim_low(std::string_view url) {
    while (!url.empty() && is_low(url.front())) {
        url.remove_prefix(1);
    }
    while (!url.empty() && is_low(url.back())) {
        url.remove_suffix(1);
    }
    return url;
}

// The scheme's length, or nothing where it has none.
std::optional<std::size_t> scheme_end(std::string_view url) {
    if (url.empty() || !is_letter(url.front())) {
        return std::nullopt;
    }
    const auto other = std::ranges::find_if_not(url, [](char c) {
        return is_letter(c) || bytes::is_digit(c) || c == '+' || c == '-' || c == '.';
    });
    if (other == url.end() || *other != ':') {
        return std::nullopt;
    }
    return static_cast<std::size_t>(other - url.begin());
}

bool asks_a_host(std::string_view scheme) {
    constexpr std::array<std::string_view, 4> special{"http", "https", "ws", "wss"};
    return std::ranges::any_of(special,
                               [&](std::string_view one) { return bytes::iequals(scheme, one); });
}

// What stands between the slashes and the path, without user info and port.
std::string_view host_text(std::string_view rest) {
    while (!rest.empty() && is_slash(rest.front())) {
        rest.remove_prefix(1);
    }
    rest = rest.substr(0, rest.find_first_of("/\\?#"));
    const std::size_t at = rest.rfind('@');
    if (at != rest.npos) {
        rest.remove_prefix(at + 1);
    }
    const std::size_t bracket = rest.starts_with('[') ? rest.find(']') : 0;
    return rest.substr(0, bracket == rest.npos ? rest.size() : rest.find(':', bracket));
}

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    while (!text.empty()) {
        decoded += take_decoded(text);
    }
    return decoded;
}

// What UTS #46 maps to ASCII among the characters that were made for it: full-width forms
// (U+FF01 to U+FF5E) and the full stops U+3002, U+FF0E, U+FF61; and what it takes out.
std::string ascii_form(std::string_view host) {
    std::string mapped;
    for (std::size_t at = 0; at < host.size(); ++at) {
        const std::string_view three = host.substr(at, 3);
        const auto third = static_cast<unsigned char>(three.size() == 3 ? three[2] : '\0');
        if (three == "\xe3\x80\x82" || three == "\xef\xbd\xa1") {
            mapped += '.';
        } else if (three.starts_with("\xef\xbc") && third > 0x80) {
            mapped += static_cast<char>(third - 0x80 + 0x20);
        } else if (three.starts_with("\xef\xbd") && third < 0x9f && third >= 0x80) {
            mapped += static_cast<char>(third - 0x80 + 0x60);
        } else if (three == "\xe2\x80\x8b" || three == "\xe2\x81\xa0" || three == "\xef\xbb\xbf") {
            // Zero width space, word joiner, byte order mark.
        } else if (three.starts_with("\xc2\xad")) {
            ++at;   // soft hyphen
            continue;
        } else {
            mapped += host[at];
            continue;
        }
        at += 2;
    }
    return mapped;
}

// One number of an IPv4 address: `0x7f`, `0177`, `127`, and `0x` alone for 0.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
    unsigned base = 10;
    if (starts_with_word(text, "0x")) {
        base = 16;
        text.remove_prefix(2);
    } else if (text.size() > 1 && text.front() == '0') {
        base = 8;
    } else if (text.empty()) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (const char c : text) {
        const int digit = bytes::hex_value(c);
        if (digit < 0 || static_cast<unsigned>(digit) >= base || value >= std::uint64_t{1} << 40) {
            return std::nullopt;
        }
        value = value * base + static_cast<unsigned>(digit);
    }
    return value;
}

// The address as browsers write it, where the host is one in any spelling.
std::optional<std::string> ipv4(std::string_view host) {
    std::vector<std::uint64_t> numbers;
    while (true) {
        const auto number = ipv4_number(host.substr(0, host.find('.')));
        if (!number || numbers.size() == 4) {
            return std::nullopt;
        }
        numbers.push_back(*number);
        if (host.find('.') == host.npos) {
            break;
        }
        host.remove_prefix(host.find('.') + 1);
    }
    std::uint64_t address = numbers.back();
    if (address >= std::uint64_t{1} << (8 * (5 - numbers.size()))) {
        return std::nullopt;
    }
    for (std::size_t at = 0; at + 1 < numbers.size(); ++at) {
        if (numbers[at] > 255) {
            return std::nullopt;
        }
        address += numbers[at] << (8 * (3 - at));
    }
    std::string text;
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        text += (text.empty() ? "" : ".") + std::to_string(address >> (shift - 8) & 0xff);
    }
    return text;
}

std::string ipv6(std::string_view bracketed) {
    std::string inside(bracketed.substr(1, bracketed.find(']') - 1));
    in6_addr address{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (inet_pton(AF_INET6, inside.c_str(), &address) == 1 &&
        inet_ntop(AF_INET6, &address, text.data(), text.size()) != nullptr) {
        inside = text.data();
    }
    return "[" + inside + "]";
}

std::string plain_host(std::string_view text) {
    if (text.starts_with('[')) {
        return ipv6(text);
    }
    std::string host = percent_decoded(text);
    if (std::ranges::any_of(host, [](char c) { return static_cast<unsigned char>(c) > 0x7f; })) {
        host = ascii_form(host);
    }
    std::ranges::transform(host, host.begin(), bytes::to_lower);
    if (host.ends_with('.')) {
        host.pop_back();
    }
    if (!host.empty() && (bytes::is_digit(host.back()) || host.find("0x") != host.npos)) {
        return ipv4(host).value_or(host);
    }
    return host;
}

bool is_ignored(char c) {
    return c == '\t' || c == '\n' || c == '\r';
}

}   // namespace

std::optional<std::string> url_host(std::string_view url, std::string_view base) {
    url = trim_low(url);
    std::string without;
    if (std::ranges::any_of(url, is_ignored)) {
        std::ranges::remove_copy_if(url, std::back_inserter(without), is_ignored);
        url = without;
    }
    if (const auto end = scheme_end(url)) {
        if (!asks_a_host(url.substr(0, *end))) {
            return std::nullopt;
        }
        return plain_host(host_text(url.substr(*end + 1)));
    }
    if (url.size() > 1 && is_slash(url[0]) && is_slash(url[1])) {
        return plain_host(host_text(url));
    }
    return base.empty() ? std::nullopt : url_host(base);
}

std::string_view url_path(std::string_view url) {
    url = trim_low(url);
    if (const auto end = scheme_end(url)) {
        url.remove_prefix(*end + 1);
    }
    while (!url.empty() && is_slash(url.front())) {
        url.remove_prefix(1);
    }
    return url.substr(std::min(url.find_first_of("/\\?#"), url.size()));
}

}   // namespace pages

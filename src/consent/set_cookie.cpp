#include "consent/set_cookie.hpp"

#include "bytes/ascii.hpp"
#include "bytes/block.hpp"
#include "consent/cookie_date.hpp"
#include "consent/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace consent {
namespace {

constexpr std::size_t max_pair_bytes = 4096;
constexpr std::size_t max_attribute_bytes = 1024;

/// A control byte other than the tab?
bool is_forbidden(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return (code < 0x20 && byte != '\t') || code == 0x7f;
}

bool has_forbidden(std::string_view text) {
    const std::size_t first = bytes::find_control(text);
    return std::ranges::any_of(text.substr(first), is_forbidden);
}

/// max-age = ["-"] 1*DIGIT, cut to 10,000 years (RFC 6265bis section 5.6.2).
std::optional<std::chrono::seconds> parse_max_age(std::string_view text) {
    constexpr std::chrono::seconds longest = 10'000 * std::chrono::days{365};
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    if (digits.empty() || !std::ranges::all_of(digits, bytes::is_digit)) {
        return std::nullopt;
    }
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    const auto age =
        error == std::errc{} ? std::min(std::chrono::seconds{count}, longest) : longest;
    return negative ? -age : age;
}

/// Most attributes are none of the three that count here, which their first letter tells.
void read_attribute(SetCookie& cookie, std::string_view attribute) {
    attribute = bytes::trim_front(attribute);
    const char first = attribute.empty() ? '\0' : bytes::to_lower(attribute.front());
    if (first != 'm' && first != 'e' && first != 'h') {
        return;
    }
    const std::size_t equals = bytes::find_byte(attribute, '=');
    const std::string_view name = bytes::trim(attribute.substr(0, equals));
    const std::string_view value =
        bytes::trim(attribute.substr(std::min(equals + 1, attribute.size())));
    if (value.size() > max_attribute_bytes) {
        return;
    }
    if (first == 'h') {
        cookie.http_only = cookie.http_only || bytes::iequals(name, "httponly");
    } else if (first == 'm' && bytes::iequals(name, "max-age")) {
        if (const auto age = parse_max_age(value)) {
            cookie.max_age.emplace(*age);
        }
    } else if (first == 'e' && !cookie.max_age && bytes::iequals(name, "expires")) {
        if (const auto date = parse_cookie_date(value)) {
            cookie.expires.emplace(*date);
        }
    }
}

}   // namespace

bool SetCookie::deletes(std::chrono::system_clock::time_point now) const {
    if (max_age) {
        return *max_age <= std::chrono::seconds{0};
    }
    return expires && *expires <= std::chrono::floor<std::chrono::seconds>(now);
}

SetCookie read_set_cookie(std::string_view field_value) {
    std::string_view rest = field_value;
    const auto [name, value] = split_pair(take_until(rest, ';'));
    SetCookie cookie;
    cookie.name = name;
    cookie.value = value;
    cookie.malformed = name.size() + value.size() > max_pair_bytes || has_forbidden(field_value);
    while (!rest.empty()) {
        read_attribute(cookie, take_until(rest, ';'));
    }
    return cookie;
}

}   // namespace consent

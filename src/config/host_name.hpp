#pragma once

#include <boost/system/result.hpp>
#include <span>
#include <string>
#include <string_view>

namespace config {

/// Is it a host name in ASCII: labels of letters, digits, `-` and `_`, at most 63 bytes each and
/// 253 together (RFC 1123 section 2.1; `_` because it is in use)? An IPv4 address is one, too.
[[nodiscard]] bool is_host_name(std::string_view text);

/// Is it an IPv4 address, or an IPv6 address without brackets?
[[nodiscard]] bool is_address(std::string_view text);

[[nodiscard]] std::string lower_case(std::string_view text);

/// An IPv6 address between brackets in the one form that all its forms share (RFC 5952), brackets
/// included; empty for any other text, a zone too. Stands in `buffer`, of 48 bytes or more, and
/// allocates nothing.
[[nodiscard]] std::string_view canonical_address(std::string_view host, std::span<char> buffer);

/// Reads what a site may have in `hosts`, and puts it in lower case and without trailing dot:
///
///     host-pattern = "*" / "*." name / name / IPv4address / "[" IPv6address "]"
///
/// The error is the end of a sentence for the operator.
[[nodiscard]] boost::system::result<std::string, std::string_view> parse_host_pattern(
    std::string_view text);

}   // namespace config

#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

namespace config {

/// What the address of a unix socket begins with.
inline constexpr std::string_view unix_prefix = "unix:";

/// Reads `unix:` path; a path has 1 to 107 bytes (sun_path, unix(7)), and no NUL. The error is a
/// sentence for the operator.
[[nodiscard]] boost::system::result<std::string, std::string_view> parse_socket_path(
    std::string_view text);

}   // namespace config

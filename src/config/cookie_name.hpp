#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace config {

/// Why no browser would keep or send a cookie of this name or pattern (RFC 6265bis sections 5.6
/// and 5.7), as the end of a sentence; nothing for a good one.
[[nodiscard]] std::optional<std::string> fault_of_cookie_name(std::string_view name);

/// Why the proxy cannot write a cookie of this name: a server may produce tokens only (RFC 6265
/// section 4.1.1), and a pattern is no name.
[[nodiscard]] std::optional<std::string> fault_of_written_name(std::string_view name);

/// Whether it looks like a label or a list instead of a name, though a browser would take it.
[[nodiscard]] bool is_doubtful_cookie_name(std::string_view name);

}   // namespace config

#pragma once

#include <chrono>
#include <string>

namespace http {

/// IMF-fixdate of RFC 9110 section 5.6.7, as Date has it: `Sun, 06 Nov 1994 08:49:37 GMT`.
[[nodiscard]] std::string format_date(std::chrono::system_clock::time_point time);

}   // namespace http

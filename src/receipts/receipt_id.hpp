#pragma once

#include <string>
#include <string_view>

namespace receipts {

/// 130 bits of the system's random numbers as 26 digits and lower case letters, without `i`, `l`,
/// `o` and `u`, so that it can be read out (the alphabet of Crockford's base 32). Reads no file and
/// does not wait: the system's generator is ready long before a proxy is.
[[nodiscard]] std::string make_receipt_id();

/// An id as somebody may have written it down: in any case, with spaces or dashes, `o` for 0, `i`
/// and `l` for 1.
[[nodiscard]] std::string read_receipt_id(std::string_view written);

}   // namespace receipts

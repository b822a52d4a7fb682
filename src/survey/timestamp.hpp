#pragma once

#include "survey/exchange.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace survey {

/// Reads a date and time as the access log and HAR have it (RFC 3339 section 5.6, a subset of
/// ISO 8601), to the millisecond; nothing for any other text.
///
///     moment = date "T" time [ "." 1*DIGIT ] ( "Z" / ( "+" / "-" ) 2DIGIT [ ":" ] 2DIGIT )
///     date   = 4DIGIT "-" 2DIGIT "-" 2DIGIT
///     time   = 2DIGIT ":" 2DIGIT ":" 2DIGIT
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);

/// `2026-02-23T09:30:00Z`, to the second.
[[nodiscard]] std::string to_string(Moment moment);

}   // namespace survey

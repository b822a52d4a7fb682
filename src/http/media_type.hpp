#pragma once

#include "bytes/ascii.hpp"

#include <string_view>

namespace http {

/// The media type of a Content-Type, or of one element of Accept, without its parameters (RFC 9110
/// section 8.3.1). A view of the value.
[[nodiscard]] inline std::string_view media_type(std::string_view value) {
    return bytes::trim(value.substr(0, value.find(';')));
}

}   // namespace http

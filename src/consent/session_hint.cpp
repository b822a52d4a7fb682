#include "consent/session_hint.hpp"

#include <cstddef>

namespace consent {
namespace {

constexpr std::size_t min_value_bytes = 16;

}   // namespace

bool looks_like_session(const SetCookie& cookie) {
    return cookie.http_only && !cookie.max_age && !cookie.expires && !cookie.malformed &&
           cookie.value.size() >= min_value_bytes;
}

}   // namespace consent

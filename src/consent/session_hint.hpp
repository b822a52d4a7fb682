#pragma once

#include "consent/set_cookie.hpp"

namespace consent {

/// Whether a cookie is most likely the session of a log-in or a form: HttpOnly, neither Max-Age nor
/// Expires, and a value of 16 bytes or more, which is as short as an unguessable one gets. A hint
/// for people and for reports; nothing is decided by it.
[[nodiscard]] bool looks_like_session(const SetCookie& cookie);

}   // namespace consent

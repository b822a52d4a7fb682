#pragma once

#include "consent/lifetime.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace consent {

/// A Set-Cookie value held to a lifetime: each Max-Age that is larger and each Expires that is
/// later is rewritten where it stands, Expires as `latest`, which is `now` plus the lifetime in the
/// form of Expires; of a session cookie both are left out. Nothing where nothing has to change.
/// Attributes as RFC 6265bis section 5.6 reads them: what a browser ignores is left alone.
[[nodiscard]] std::optional<std::string> cap_lifetime(std::string_view field_value,
                                                      const Lifetime& most,
                                                      std::chrono::system_clock::time_point now,
                                                      std::string_view latest);

}   // namespace consent

#pragma once

#include "config/binder.hpp"
#include "consent/cookie_entry.hpp"

namespace config {

/// One item of a category's `cookies:`. The category is not set.
[[nodiscard]] const Fields<consent::CookieEntry>& cookie_fields();

}   // namespace config

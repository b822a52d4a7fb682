#pragma once

#include "config/binder.hpp"
#include "config/profiles.hpp"
#include "consent/cookie_entry.hpp"

#include <string_view>
#include <vector>

namespace config {

/// The profile of this name, or null.
[[nodiscard]] const Profile* find_profile(std::string_view name);

[[nodiscard]] std::vector<std::string_view> profile_names();

/// One item of a profile's list.
[[nodiscard]] const Fields<consent::CookieEntry>& profile_fields();

/// The cookies of a profile, marked as such, in no category yet. A broken one is a broken build:
/// std::logic_error.
[[nodiscard]] std::vector<consent::CookieEntry> read_profile(const Profile& profile);

}   // namespace config

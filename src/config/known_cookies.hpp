#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// Names and patterns of cookies that only ever track.
[[nodiscard]] std::span<const std::string_view> tracker_names();

/// Names and patterns of cookies that log-ins and forms need: those of all profiles, and some of
/// frameworks without one.
[[nodiscard]] const std::vector<std::string>& session_names();

}   // namespace config

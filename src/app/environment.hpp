#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace app {

/// Looks a variable up; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The environment of this process.
[[nodiscard]] Environment process_environment();

/// The variable that stands for a flag: `--log-level` is CONSENT_PROXY_LOG_LEVEL.
[[nodiscard]] std::string variable_of(std::string_view flag);

}   // namespace app

#pragma once

#include <string_view>

namespace app::demo {

/// The text of config/registries/govuk.yaml; made at build time.
extern const std::string_view govuk_yaml;

}   // namespace app::demo

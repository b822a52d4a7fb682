#pragma once

#include "config/binder.hpp"
#include "config/registry_draft.hpp"

#include <optional>

namespace config {

/// The top level of a registry file.
[[nodiscard]] const Fields<RegistryDraft>& registry_fields();

/// Reads and checks a whole registry, the cookies of its profiles added. Everything that is wrong
/// is reported; what comes back holds only if nothing was.
[[nodiscard]] consent::RegistryData read_registry(const Node& node, Report& report);

}   // namespace config

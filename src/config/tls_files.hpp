#pragma once

#include "config/settings_draft.hpp"

#include <filesystem>

namespace config {

/// Reads the certificates, keys and authorities that a configuration names, relative to `folder`,
/// into its listeners and upstreams.
void read_tls_files(SettingsDraft& draft, const std::filesystem::path& folder, Report& report);

}   // namespace config

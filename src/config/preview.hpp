#pragma once

#include "config/binder.hpp"
#include "config/certificate.hpp"
#include "config/settings_draft.hpp"

#include <filesystem>
#include <string>

namespace config {

/// The mapping `preview`: whoever knows the token sees what a site in report mode would do.
[[nodiscard]] const Fields<PreviewDraft>& preview_fields();

/// Reads the token, a line of visible ASCII without `;` and `,`. A file that cannot be read or
/// holds anything else is reported at its place, a token that is short enough to be guessed is
/// warned of; empty then.
[[nodiscard]] std::string load_preview_token(const FileDraft& file, Report& report);

/// Gives each site the token of its own file, else that of the file for all. `folder` is where the
/// configuration lies.
void read_preview_tokens(SettingsDraft& draft, const std::filesystem::path& folder, Report& report);

}   // namespace config

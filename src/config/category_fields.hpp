#pragma once

#include "config/binder.hpp"
#include "config/registry_draft.hpp"

namespace config {

/// One item of `categories:`, and one value of its `translations:`.
[[nodiscard]] const Fields<CategoryDraft>& category_fields();
[[nodiscard]] const Fields<consent::CategoryTranslation>& translation_fields();

/// Reads one item of `categories:` and appends it to the draft.
void read_category(const Node& node, RegistryDraft& draft, Report& report);

}   // namespace config

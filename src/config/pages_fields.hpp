#pragma once

#include "config/binder.hpp"
#include "consent/page_settings.hpp"

#include <optional>

namespace config {

/// The registry's `pages:` mapping, and one item of its `links:`.
[[nodiscard]] const Fields<consent::PageSettings>& pages_fields();
[[nodiscard]] const Fields<consent::PageLink>& page_link_fields();

/// Reads `pages:`, languages and all; nothing when it is no mapping.
[[nodiscard]] std::optional<consent::PageSettings> read_pages(const Value& value, Report& report);

}   // namespace config

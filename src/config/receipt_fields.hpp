#pragma once

#include "config/binder.hpp"
#include "consent/page_settings.hpp"

#include <filesystem>
#include <optional>

namespace config {

/// The registry's `receipts:` mapping.
[[nodiscard]] const Fields<consent::ReceiptSettings>& receipt_fields();

/// Reads it; nothing when it is no mapping.
[[nodiscard]] std::optional<consent::ReceiptSettings> read_receipts(const Value& value,
                                                                    Report& report);

/// A path that is relative is so to this folder.
void place_receipts(consent::ReceiptSettings& receipts, const std::filesystem::path& folder);

}   // namespace config

#pragma once

#include "receipts/receipt.hpp"

#include <span>
#include <string>
#include <vector>

namespace receipts {

/// Rows of one length, the head first, in columns as wide as they need; bytes that a terminal
/// should not see are shown as `?`. Ends with a line feed.
[[nodiscard]] std::string to_table(const std::vector<std::vector<std::string>>& rows);

/// Receipts as a table, in the order given.
[[nodiscard]] std::string to_table(std::span<const Receipt> receipts);

}   // namespace receipts

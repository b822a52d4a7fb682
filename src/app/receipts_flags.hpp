#pragma once

#include "app/flags.hpp"
#include "app/options.hpp"

namespace app {

/// The flags of `receipts`, and what they say. Throws WrongUsage.
void add_receipts_flags(Flags& flags);
[[nodiscard]] ReceiptsOptions read_receipts(const Flags& flags);

}   // namespace app

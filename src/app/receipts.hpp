#pragma once

#include "app/options.hpp"

#include <ostream>

namespace app {

/// `consent-proxy receipts`: what was asked for to `out`, faults to `err`, one line each. The exit
/// code: 0, or 1 where a file cannot be read or has lines that are no receipts.
int show_receipts(const ReceiptsOptions& options, std::ostream& out, std::ostream& err);

}   // namespace app

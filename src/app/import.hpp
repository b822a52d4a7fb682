#pragma once

#include "app/options.hpp"

#include <ostream>

namespace app {

/// `consent-proxy import`: the registry draft to `out` or to the file that was asked for, what is
/// doubtful or could not be read to `err`, `PAGE:LINE: warning: ...`. Returns 0, or 1 where the
/// page cannot be read, lists no cookie, or the draft cannot be written.
int import_page(const ImportOptions& options, std::ostream& out, std::ostream& err);

}   // namespace app

#pragma once

#include "app/options.hpp"

#include <ostream>

namespace app {

/// `consent-proxy check`: all faults of all files to `err`, one line each, in the order of the
/// files; `FILE: ok` to `out` for each without an error. Returns 1 when there is an error, else 0.
int check(const CheckOptions& options, std::ostream& out, std::ostream& err);

}   // namespace app

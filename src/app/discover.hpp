#pragma once

#include "app/options.hpp"

#include <istream>
#include <ostream>

namespace app {

/// `consent-proxy discover`: what recorded traffic has and the registry has not, to `out`; faults
/// to `err`, one line each. `in` is standard input, read as a log where the options say so. The
/// exit code: 0, or 1 where a file cannot be read or is not what it should be.
int discover(const DiscoverOptions& options, std::istream& in, std::ostream& out,
             std::ostream& err);

}   // namespace app

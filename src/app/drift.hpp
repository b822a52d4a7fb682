#pragma once

#include "app/options.hpp"

#include <istream>
#include <ostream>

namespace app {

/// `consent-proxy drift`: each difference between page, registry and traffic on a line to `out`.
/// Returns 0 where there is none, 1 where there is one or a file cannot be read.
int drift(const DriftOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

}   // namespace app

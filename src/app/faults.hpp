#pragma once

#include "config/fault.hpp"

#include <ostream>
#include <vector>

namespace app {

/// One line a fault, warnings too.
void print(const std::vector<config::Fault>& faults, std::ostream& out);

}   // namespace app

#pragma once

#include "config/settings.hpp"

#include <cstddef>

namespace app {

/// Takes as many descriptors as the system lets this process have, and says how many that are.
std::size_t raise_descriptor_limit();

/// How many pipes for large bodies each of so many workers may have, of two descriptors each: few,
/// for the system's sake, and at most a sixteenth of all descriptors.
[[nodiscard]] std::size_t pipes_within(std::size_t descriptors, std::size_t workers);

/// How many visitors' connections fit into so many descriptors: one for the visitor and one for the
/// origin each, beside what the process needs for itself, for pipes and for origins that rest. At
/// least 1.
[[nodiscard]] std::size_t connections_within(std::size_t descriptors,
                                             const config::Settings& settings, std::size_t workers);

}   // namespace app

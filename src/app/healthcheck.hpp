#pragma once

#include "config/endpoint.hpp"

#include <chrono>
#include <ostream>

namespace app {

/// Asks `/readyz` of the admin endpoint, an unspecified address (0.0.0.0, ::) at loopback.
/// Returns 0 when it answers 200 within `patience`; else 1, and says in one line to `err` why.
int healthcheck(const config::Endpoint& admin, std::ostream& err,
                std::chrono::milliseconds patience = std::chrono::seconds(2));

}   // namespace app

#pragma once

#include "consent/registry.hpp"

#include <string>

namespace pages {

/// What guard.js has to know of a registry with pages, as one JSON object that may stand in any
/// script: ASCII alone, without `<`. Cookies are in the order in which the first match decides:
/// exact names before patterns, more literal bytes before fewer, the registry's own before those of
/// profiles.
[[nodiscard]] std::string guard_config(const consent::Registry& registry);

}   // namespace pages

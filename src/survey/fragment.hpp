#pragma once

#include "consent/registry.hpp"
#include "survey/suggestion.hpp"

#include <string>
#include <vector>

namespace survey {

/// The suggestions as a `categories:` list in YAML, in the order of the registry's categories,
/// each with the entries to add to it. `categories: []` where there are none.
[[nodiscard]] std::string to_yaml(const consent::Registry& registry,
                                  const std::vector<Suggestion>& suggestions);

}   // namespace survey

#pragma once

#include "app/options.hpp"
#include "app/serve.hpp"
#include "consent/registry.hpp"

#include <memory>
#include <ostream>

namespace app {

/// The GOV.UK registry, compiled in from config/registries/govuk.yaml. Throws when it has faults.
[[nodiscard]] std::shared_ptr<const consent::Registry> demo_registry();

/// `consent-proxy demo`: a legacy site on a loopback port, behind the proxy. Prints one line with
/// the URL to `out` once it can be opened; returns the exit code.
int run_demo(const DemoOptions& options, const Serve& serve, std::ostream& out);

}   // namespace app

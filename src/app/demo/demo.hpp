#pragma once

#include "app/options.hpp"
#include "app/serve.hpp"
#include "consent/page_settings.hpp"
#include "consent/registry.hpp"

#include <memory>
#include <ostream>
#include <string>

namespace app {

/// The demo's registry: files/registry.yaml, which holds what config/registries/govuk.yaml does,
/// with pages in this style and receipts in this file (empty: none). Throws when it has faults.
[[nodiscard]] std::shared_ptr<const consent::Registry> demo_registry(
    consent::PageStyle style = consent::PageStyle::govuk, const std::string& receipts_file = {});

/// `consent-proxy demo`: a legacy site on a loopback port, behind the proxy, and the other
/// websites whose content it shows. The host `plain.localhost` has pages in the plain style, any
/// other in that of GOV.UK. Prints one line with the URL to `out` once it can be opened; returns
/// the exit code.
int run_demo(const DemoOptions& options, const Serve& serve, std::ostream& out);

}   // namespace app

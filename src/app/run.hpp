#pragma once

#include "app/options.hpp"
#include "app/serve.hpp"

namespace app {

/// Puts what the flags say over what the file says. `--listen` leaves one listener, the first,
/// with a new address; `--trusted-proxies` holds for all.
void apply(const RunOptions& options, config::Settings& settings);

/// How `run` reads its configuration: the file, or the registry of its only site, anew at each
/// call, with the flags applied.
[[nodiscard]] LoadSettings make_loader(RunOptions options);

/// `consent-proxy run`; the exit code.
int run(const RunOptions& options, const Serve& serve);

}   // namespace app

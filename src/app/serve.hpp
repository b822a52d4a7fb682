#pragma once

#include "config/endpoint.hpp"
#include "config/fault.hpp"
#include "config/file_stamp.hpp"
#include "config/settings.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace app {

/// What can change at a reload: called at start and at each reload to read the configuration anew.
/// Appends its faults and the files that it looked at; nothing when one of the faults is an error.
using LoadSettings =
    std::function<std::optional<config::Settings>(std::vector<config::Fault>&, config::FilesRead&)>;

/// Called once, when all listeners accept: where they listen, in the order of the settings and
/// with the ports that the system chose for port 0.
using Listening = std::function<void(const std::vector<config::Endpoint>&)>;

/// Serves until told to stop; returns the exit code. `load` is called once at start, at each SIGHUP
/// and, where the settings say so, when a file that it looked at has changed. Its faults are told
/// in the event log, or printed as they are where there are no settings to begin with.
int serve(const LoadSettings& load, const Listening& listening = {});

/// `serve`, as the subcommands take it.
using Serve = std::function<int(const LoadSettings&, const Listening&)>;

}   // namespace app

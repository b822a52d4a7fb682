#pragma once

#include "config/report.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace config {

/// The whole text of a file, at most one byte more than a document may have. What the system says
/// against it is reported at 1:1; the file is noted as read.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& file,
                                                   Report& report);

}   // namespace config

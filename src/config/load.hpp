#pragma once

#include "config/fault.hpp"
#include "config/file_stamp.hpp"
#include "config/settings.hpp"
#include "consent/registry.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// Reads and checks a registry file (JSON where its name ends in .json, else YAML). All faults of
/// the file are appended to `faults`, in the order of their places; null when one is an error. The
/// files that it looked at are appended to `files`, if given, whether they could be read or not.
[[nodiscard]] std::shared_ptr<const consent::Registry> load_registry(
    const std::filesystem::path& file, std::vector<Fault>& faults, FilesRead* files = nullptr);

/// The same for text that is already in memory; `name` stands in the faults and tells the format.
[[nodiscard]] std::shared_ptr<const consent::Registry> parse_registry(std::string_view text,
                                                                      const std::string& name,
                                                                      std::vector<Fault>& faults);

/// Reads and checks a proxy configuration and the files that it names, relative to it; `faults` and
/// `files` as above.
[[nodiscard]] std::optional<Settings> load_settings(const std::filesystem::path& file,
                                                    std::vector<Fault>& faults,
                                                    FilesRead* files = nullptr);

}   // namespace config

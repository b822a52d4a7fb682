#pragma once

#include "config/fault.hpp"
#include "config/file_stamp.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace config {

/// Collects the faults of one file while it is read.
class Report {
public:
    /// `file` stands in each fault.
    explicit Report(std::string file) : file_(std::move(file)) {}

    /// One line; control bytes of the message are escaped, and a long one is cut.
    void error(Place place, std::string_view message);
    void warning(Place place, std::string_view message);

    [[nodiscard]] bool has_errors() const { return config::has_errors(faults_); }

    /// Notes that a file is about to be read; a later look at it tells whether it has changed
    /// since.
    void reads(const std::filesystem::path& file) { files_.push_back({file, stamp_of(file)}); }
    /// The files that were noted, those that could not be read too.
    [[nodiscard]] const FilesRead& files() const { return files_; }

    /// Appends what was collected to `faults`, in the order of the places, and forgets it.
    void flush(std::vector<Fault>& faults);

private:
    std::string file_;
    std::vector<Fault> faults_;
    FilesRead files_;
};

}   // namespace config

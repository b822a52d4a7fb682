#pragma once

#include "config/fault.hpp"

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

    /// Appends what was collected to `faults`, in the order of the places, and forgets it.
    void flush(std::vector<Fault>& faults);

private:
    std::string file_;
    std::vector<Fault> faults_;
};

}   // namespace config

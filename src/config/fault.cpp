#include "config/fault.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace config {

std::string to_string(const Fault& fault) {
    return fmt::format("{}:{}:{}: {}: {}", fault.file, fault.place.line, fault.place.column,
                       fault.severity == Severity::error ? "error" : "warning", fault.message);
}

bool has_errors(const std::vector<Fault>& faults) {
    return std::any_of(faults.begin(), faults.end(),
                       [](const Fault& fault) { return fault.severity == Severity::error; });
}

}   // namespace config

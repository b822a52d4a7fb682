#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace config {

enum class Severity : std::uint8_t { error, warning };

/// Where something stands in a file; line and column count from 1, columns in bytes. A fault
/// without a place is at 1:1.
struct Place {
    unsigned line = 1;
    unsigned column = 1;

    friend auto operator<=>(const Place&, const Place&) = default;
};

/// Something wrong, or worth a warning, in a configuration file.
struct Fault {
    std::string file;
    Place place;
    Severity severity = Severity::error;
    std::string message;
};

/// `FILE:LINE:COLUMN: error: MESSAGE`, as compilers print it.
[[nodiscard]] std::string to_string(const Fault& fault);

/// Is there an error among them? Warnings do not count.
[[nodiscard]] bool has_errors(const std::vector<Fault>& faults);

}   // namespace config

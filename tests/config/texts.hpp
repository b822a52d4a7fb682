#pragma once

#include "config/fault.hpp"

#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

namespace config_test {

/// `text` with its line `number` (from 1) replaced by other lines.
inline std::string with_line(std::string_view text, unsigned number, std::string_view lines) {
    std::string result;
    for (unsigned line = 1; !text.empty(); ++line) {
        const std::size_t end = text.find('\n') + 1;
        result += line == number ? std::string(lines) + "\n" : std::string(text.substr(0, end));
        text.remove_prefix(end);
    }
    return result;
}

/// `LINE:COLUMN: error: MESSAGE`, without the file.
inline std::string line_of(const config::Fault& fault) {
    const std::string text = config::to_string(fault);
    return text.substr(fault.file.size() + 1);
}

/// All of them, one a line.
inline std::string lines_of(const std::vector<config::Fault>& faults) {
    std::string text;
    for (const config::Fault& fault : faults) {
        text += line_of(fault) + "\n";
    }
    return text;
}

}   // namespace config_test

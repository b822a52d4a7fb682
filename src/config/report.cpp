#include "config/report.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace config {
namespace {

constexpr std::size_t longest_message = 400;

/// What stands in a file may hold anything; a fault is one line, and not endless.
std::string printable(std::string_view message) {
    std::string line;
    for (const char c : message.substr(0, longest_message)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            line += fmt::format("\\x{:02X}", byte);
        } else {
            line += c;
        }
    }
    return message.size() > longest_message ? line + "..." : line;
}

}   // namespace

void Report::error(Place place, std::string_view message) {
    faults_.push_back({file_, place, Severity::error, printable(message)});
}

void Report::warning(Place place, std::string_view message) {
    faults_.push_back({file_, place, Severity::warning, printable(message)});
}

void Report::flush(std::vector<Fault>& faults) {
    std::stable_sort(faults_.begin(), faults_.end(),
                     [](const Fault& a, const Fault& b) { return a.place < b.place; });
    std::move(faults_.begin(), faults_.end(), std::back_inserter(faults));
    faults_.clear();
}

}   // namespace config

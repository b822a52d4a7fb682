#pragma once

#include "consent/vocabulary.hpp"

#include <chrono>
#include <string>

namespace consent {

/// What is to be written.
struct Writing {
    CategorySet granted;
    CategorySet always_on;
    bool chosen = true;   ///< by the visitor; else it is the default
    std::chrono::system_clock::time_point now;
};

/// Writes a whole value in a format that can_write() allows, byte for byte as the site's own script
/// does. A word is granted if it names a category of the registry and all that it names are.
[[nodiscard]] std::string write_value(const FormatData& format, const Vocabulary& vocabulary,
                                      const Writing& writing);

}   // namespace consent

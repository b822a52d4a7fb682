#pragma once

#include "survey/page.hpp"

#include <filesystem>
#include <optional>
#include <ostream>
#include <string>

namespace app {

/// Reads a page; `-` is standard input. What is against it goes to `err`.
[[nodiscard]] std::optional<survey::Page> load_page(const std::filesystem::path& file,
                                                    std::ostream& err);

/// The page's name as messages have it.
[[nodiscard]] std::string page_name(const std::filesystem::path& file);

/// `PAGE:LINE: warning: MESSAGE`.
void print_note(const std::filesystem::path& file, const survey::PageNote& note, std::ostream& err);

}   // namespace app

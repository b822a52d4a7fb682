#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace survey {

/// What a category is for, in the words of GOV.UK's consent cookie.
enum class Theme : std::uint8_t { essential, settings, usage, campaigns };

[[nodiscard]] std::string_view to_string(Theme theme);

/// What words say about a category.
struct Themed {
    Theme theme = Theme::usage;
    bool certain = false;   ///< a category is named ("Analytics cookies"), not just a topic or a
                            ///< product ("Load balancing", "Hotjar")
};

/// Reads a heading, a cell of a category column or the id of a category. Where words of several
/// categories meet, what needs consent beats what does not, the first the others, and nothing is
/// certain. Nothing where no word is known.
[[nodiscard]] std::optional<Themed> read_theme(std::string_view text);

/// What the purpose of a cookie lets suppose; never `essential`.
[[nodiscard]] std::optional<Theme> suppose_theme(std::string_view purpose);

}   // namespace survey

#pragma once

#include "survey/page_block.hpp"
#include "survey/page_theme.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// The headings above the place that is being read.
class Headings {
public:
    /// How a table stands under its heading.
    enum class Table : std::uint8_t {
        first,
        next,    ///< after others, where the page's structure says that the heading is theirs too
        stray,   ///< after another one, on a page whose structure is lost
    };

    void add(const Block& heading);
    /// Something stands between this table and the one before.
    void note_prose() { prose_ = true; }
    Table add_table();

    /// The category of the place: what the innermost heading that names one for certain says, or
    /// else the innermost with a topic. A page's first heading counts only where no other is
    /// nearer.
    [[nodiscard]] std::optional<Themed> theme() const;

    /// The innermost heading, where it is more than the name of a category; else empty.
    [[nodiscard]] std::string group() const;

    [[nodiscard]] std::string_view innermost() const {
        return stack_.empty() ? std::string_view() : std::string_view(stack_.back().text);
    }

private:
    struct Heading {
        unsigned level = 0;
        std::string text;
        std::optional<Themed> theme;
        bool part = false;   ///< it only divides the one before ("Features set by Hotjar")
    };

    std::vector<Heading> stack_;
    unsigned tables_ = 0;
    bool prose_ = false;
};

}   // namespace survey

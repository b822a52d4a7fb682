#pragma once

#include "consent/registry.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pages {

/// What a visitor sent with the settings form, or with the banner's.
struct ChoiceForm {
    bool hides = false;             ///< only hides a message: nothing is chosen
    consent::CategorySet granted;   ///< of all categories, those always on included
    bool all = false;               ///< by a button for all: accepted or rejected as a whole
    std::string return_to;          ///< where from, as the page said; not yet judged
};

/// Reads application/x-www-form-urlencoded (WHATWG URL section 5): a field for each category with
/// `yes` or `no`, or `all`; `hide`; `return_to`. A category that has no field is refused, one that
/// is exempt keeps what `now` says, one that has two is granted only if both say so. Nothing when
/// it has none of the fields, or another value in one.
[[nodiscard]] std::optional<ChoiceForm> read_choice_form(const consent::Registry& registry,
                                                         consent::CategorySet now,
                                                         std::string_view body);

}   // namespace pages

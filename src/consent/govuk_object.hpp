#pragma once

#include "consent/format.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace consent {

/// A JSON text that is one object, its choice; that is one string, what stands in it; else nothing.
using GovukText = std::variant<std::monostate, Choice, std::string>;

/// Reads one JSON text (RFC 8259) without building it in memory and without recursion. A number
/// too large for a double, a lone surrogate and bytes that are no UTF-8 are faults. The text must
/// hold no NUL, which the JSON library takes for its end.
[[nodiscard]] GovukText read_govuk_text(std::string_view text,
                                        const std::vector<Category>& categories);

}   // namespace consent

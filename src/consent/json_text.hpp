#pragma once

#include "consent/choice.hpp"
#include "consent/vocabulary.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace consent {

/// A JSON text that is what the format wants, its choice; that is one string, what stands in it;
/// else nothing.
using JsonText = std::variant<std::monostate, Choice, std::string>;

/// Reads one JSON text (RFC 8259) of the shape `object` or `array` without building it in memory
/// and without recursion. A number too large for a double, a lone surrogate and bytes that are no
/// UTF-8 are faults. The text must hold no NUL, which the JSON library takes for its end.
[[nodiscard]] JsonText read_json_text(std::string_view text, const FormatData& format,
                                      const Vocabulary& vocabulary);

}   // namespace consent

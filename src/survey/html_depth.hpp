#pragma once

#include <cstddef>
#include <string_view>

namespace survey {

/// The deepest nesting of elements that is read. Gumbo's time grows with its square, and it walks
/// the tree by recursion.
inline constexpr std::size_t max_html_depth = 1000;

/// Are more elements than that open at once? Counted from the tags alone, before any parsing;
/// elements that have no end tag or often go without one do not count.
[[nodiscard]] bool is_too_deep(std::string_view html);

}   // namespace survey

#pragma once

#include "config/binder.hpp"
#include "consent/format_data.hpp"

#include <optional>

namespace config {

/// A rule as it is read: it needs one of the two.
struct RuleDraft {
    std::string field;
    std::optional<std::uint64_t> at_least;
    std::optional<consent::Scalar> equals;
};

/// A format as a mapping says it, and the mappings in it.
[[nodiscard]] const Fields<consent::FormatData>& format_fields();
[[nodiscard]] const Fields<consent::Separators>& separator_fields();
[[nodiscard]] const Fields<consent::Answers>& answer_fields();
[[nodiscard]] const Fields<RuleDraft>& rule_fields();
[[nodiscard]] const Fields<consent::Overall>& overall_fields();

/// What no single value of such a mapping says: keys that do not go with the shape, answers and
/// words that could not be told apart. Where `writes` is not said, a format that cannot be written
/// becomes read-only.
void settle_format(const Node& node, consent::FormatData& format, Report& report);

/// The most words that a format may map, so that with each category's id they are not too many.
inline constexpr std::size_t most_mapped_words = consent::max_words - 64;

}   // namespace config

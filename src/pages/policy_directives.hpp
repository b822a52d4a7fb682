#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace pages {

/// Takes the first text off that ends at `separator`, or all; the separator goes too.
[[nodiscard]] std::string_view take_until(std::string_view& rest, char separator);

/// Takes the next run of bytes off that are no white space (ASCII white space of the Infra
/// standard); empty at the end.
[[nodiscard]] std::string_view take_token(std::string_view& rest);

/// One directive of a policy. `value` is empty but in its place where there is none, and has no
/// white space at its end.
struct PolicyDirective {
    std::string_view name;
    std::string_view value;
};

/// The directive that holds for a kind of fetch: the first in `names`, in lower case and in this
/// order, that the policy has. Of one name only its first counts, and none with a byte beyond
/// ASCII does.
///
///     policy    = directive *( *WSP ";" [ *WSP directive ] )
///     directive = name [ 1*WSP value ]
///
/// Source: W3C Content Security Policy Level 3, section 2.2.1.
[[nodiscard]] std::optional<PolicyDirective> find_directive(
    std::string_view policy, std::span<const std::string_view> names);

}   // namespace pages

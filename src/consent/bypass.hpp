#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consent {

/// A path as the most obliging origin would read it: percent-decoded until nothing is left to
/// decode, backslashes as slashes, path parameters (`;...`) off each segment, runs of slashes as
/// one, dot segments resolved. Nothing where origins do not agree on what the path is: a broken
/// escape, a NUL, more than eight layers of escapes, a `..` beside any of `%`, `\`, `;` and `//`.
[[nodiscard]] std::optional<std::string> normalise_path(std::string_view path);

/// Is the request target's path one that the patterns (`*`: any run of bytes) exempt? It has to
/// match as it came and as normalised, so that neither way of writing it opens a hole.
[[nodiscard]] bool is_bypassed(const std::vector<std::string>& patterns, std::string_view target);

}   // namespace consent

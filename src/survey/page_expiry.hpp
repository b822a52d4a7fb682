#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace survey {

/// An expiry as a page says it.
struct Expiry {
    std::string written;   ///< the page's words, on one line
    std::string
        expires;   ///< as a registry takes it (consent::parse_lifetime); empty where it cannot
    bool exact = true;   ///< false where `written` says more than `expires`
};

/// Reads a text that is an expiry and nothing else:
///
///     expiry   = *lead ( session / unbounded / span )
///     lead     = "expires" / "after" / "up to" / "about" / ...
///     session  = "session" / "end of session" / "when you close your browser" / ...
///     unbounded = "persistent" / "never" / "varies" / ...     ; `expires` is empty then
///     span     = count unit *( ["and"] count unit )           ; summed up: 1 year 1 month
///     count    = 1*DIGIT / "a" / "one" / ... / "twelve"
///
/// in any case, with `-`, commas and a full stop between. Nothing for any other text.
[[nodiscard]] std::optional<Expiry> read_expiry(std::string_view text);

/// Reads what stands in a column for expiries, where nothing else is meant: more is taken than
/// read_expiry does ("2 years from your last visit", "Session (until you leave)"). Text that says
/// no time has an empty `expires`; nothing only for an empty text or a dash.
[[nodiscard]] std::optional<Expiry> read_expiry_cell(std::string_view text);

/// A text that ends with an expiry, in two: `NAME PURPOSE EXPIRY` of a table that lost its columns.
struct Tail {
    std::string before;
    Expiry expiry;
};

/// The longest run of last words that is an expiry.
[[nodiscard]] std::optional<Tail> split_expiry(std::string_view text);

/// The expiry that a sentence or a bracket at the end of `text` tells: "counts visits (1 year)",
/// "counts visits. Expires after 2 years."
[[nodiscard]] std::optional<Tail> split_told_expiry(std::string_view text);

}   // namespace survey

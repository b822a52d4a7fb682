#pragma once

#include "bytes/ascii.hpp"
#include "consent/text.hpp"

#include <optional>
#include <string_view>

namespace consent {

/// One cookie of a Cookie field. All views are into the field.
struct Crumb {
    std::string_view text;    ///< its bytes between the semicolons, trimmed of SP and HTAB
    std::string_view name;    ///< before the first `=`; empty without one
    std::string_view value;   ///< after it; the whole text without one
};

/// Walks the crumbs of one Cookie field, in order: split at `;` only, name and value at the first
/// `=`, SP and HTAB trimmed, empty crumbs skipped. No byte makes a crumb invalid (RFC 6265bis
/// section 5.8.3 says how a browser writes them; servers read what comes).
///
///     cookie-field = crumb *( ";" crumb )
///     crumb        = OWS [ name "=" ] value OWS
class CrumbReader {
public:
    explicit CrumbReader(std::string_view cookie_field) : rest_(cookie_field) {}

    /// The next crumb, or nothing at the end.
    [[nodiscard]] std::optional<Crumb> next() {
        while (!rest_.empty()) {
            const std::string_view text = bytes::trim(take_until(rest_, ';'));
            if (!text.empty()) {
                const auto [name, value] = split_trimmed_pair(text);
                return Crumb{.text = text, .name = name, .value = value};
            }
        }
        return std::nullopt;
    }

private:
    std::string_view rest_;
};

}   // namespace consent

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace observe {

/// What became of an HTML document that the proxy would put its banner or guard into, or take tags
/// of third parties from.
enum class DocumentOutcome : std::uint8_t {
    changed,
    coding,    ///< left alone: compressed in another way than gzip
    charset,   ///< left alone: in a charset in which tags cannot be told by their bytes
    length,    ///< left alone: longer than `pages.max_document`
    partial,   ///< left alone: a part of a document
};
inline constexpr std::size_t document_outcome_count = 5;

/// The word for it in the metrics.
[[nodiscard]] constexpr std::string_view to_string(DocumentOutcome outcome) {
    switch (outcome) {
        case DocumentOutcome::coding:
            return "coding";
        case DocumentOutcome::charset:
            return "charset";
        case DocumentOutcome::length:
            return "length";
        case DocumentOutcome::partial:
            return "partial";
        case DocumentOutcome::changed:
            break;
    }
    return "changed";
}

/// What a visitor did with the proxy's own form.
enum class FormOutcome : std::uint8_t {
    accepted,   ///< all, by the banner's button
    rejected,
    saved,     ///< one by one
    refused,   ///< the post was not the visitor's own, or no form
};
inline constexpr std::size_t form_outcome_count = 4;

/// The word for it in the metrics.
[[nodiscard]] constexpr std::string_view to_string(FormOutcome outcome) {
    switch (outcome) {
        case FormOutcome::accepted:
            return "accepted";
        case FormOutcome::rejected:
            return "rejected";
        case FormOutcome::saved:
            return "saved";
        case FormOutcome::refused:
            break;
    }
    return "refused";
}

}   // namespace observe

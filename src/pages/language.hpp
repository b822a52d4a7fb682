#pragma once

#include "consent/page_text.hpp"

#include <span>
#include <string_view>

namespace pages {

/// Which of the languages, of which there is at least one, fits an Accept-Language field best:
/// lookup of RFC 4647 section 3.4 for each range, the one of the highest weight first; a range that
/// finds nothing so takes a language that it is the beginning of (`en` takes `en-GB`). Where none
/// fits, the first that is not refused with `q=0`, else the first. Elements that are malformed are
/// passed over.
///
///     Accept-Language = [ element *( OWS "," OWS element ) ]
///     element         = range [ OWS ";" OWS "q=" weight ]
///     range           = ( 1*8ALPHA *( "-" 1*8alphanum ) ) / "*"
///
/// Source: RFC 9110 section 12.5.4.
[[nodiscard]] const consent::PageLanguage& choose_language(
    std::span<const consent::PageLanguage> languages, std::string_view accept_language);

}   // namespace pages

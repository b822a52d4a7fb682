#pragma once

#include "pages/page_set.hpp"

#include <string>
#include <string_view>

namespace proxy {

/// What the next page is to tell of a choice just made without a script, as its cookie says it.
/// The views are of that cookie.
///
///     value = ( "accepted" / "rejected" / "saved" ) [ "." receipt ]
struct PageNotice {
    pages::Notice notice = pages::Notice::none;
    std::string_view receipt;
};

/// Reads the cookie's value; anything else is no notice.
[[nodiscard]] PageNotice read_page_notice(std::string_view value);

/// The word for it: `accepted`, `rejected`, `saved`; empty for none.
[[nodiscard]] std::string_view to_string(pages::Notice notice);

/// The Set-Cookie value that gives the browser this notice for a minute, or takes it back.
[[nodiscard]] std::string notice_cookie(std::string_view name, const PageNotice& notice,
                                        bool https);

}   // namespace proxy

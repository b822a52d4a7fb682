#pragma once

#include <span>
#include <string_view>

namespace app::demo {

enum class SetBy : unsigned char { header, script };

/// A cookie that the site tries to set on every page, whatever the visitor chose.
struct SiteCookie {
    std::string_view name;
    std::string_view use;   ///< what the site has it for
    SetBy set_by = SetBy::header;
    std::string_view
        set_cookie;        ///< the Set-Cookie value; for a script, what document.cookie gets
    bool hidden = false;   ///< HttpOnly: a script does not see it
};

inline constexpr std::string_view session_cookie = "licensing_session";

/// All of them, in the order of the page. The session's `set_cookie` is empty: it is made anew
/// for each visitor.
[[nodiscard]] std::span<const SiteCookie> site_cookies();

}   // namespace app::demo

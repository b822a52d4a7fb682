#pragma once

#include <span>
#include <string_view>

namespace app::demo {

/// Who sets it: the site's responses, its own script, or the script of another website.
enum class SetBy : unsigned char { header, script, other_site };

/// A cookie that the site tries to set whatever the visitor chose: on every page, but for that of
/// the other website, which is on the home page alone.
struct SiteCookie {
    std::string_view name;
    SetBy set_by = SetBy::header;
    std::string_view set_cookie;   ///< the Set-Cookie value; of a script, what document.cookie gets
};

inline constexpr std::string_view session_cookie = "licensing_session";

/// All of them, in the order of the page. The session's `set_cookie` is empty: it is made anew
/// for each visitor.
[[nodiscard]] std::span<const SiteCookie> site_cookies();

}   // namespace app::demo

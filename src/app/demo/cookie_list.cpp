#include "app/demo/cookie_list.hpp"

namespace app::demo {

namespace {

constexpr SiteCookie cookies[] = {
    {session_cookie, "Keeps your basket", SetBy::header, {}},
    {"govuk_contact_referrer", "The page you came from, for the contact form", SetBy::header,
     "govuk_contact_referrer=/; Path=/; SameSite=Lax"},
    {"global_banner_seen", "Hides a message that you have seen", SetBy::header,
     R"(global_banner_seen={"count":0,"version":1}; Path=/; Max-Age=7257600; SameSite=Lax)"},
    {"app_promo_banner", "Hides the notice about the app", SetBy::script,
     "app_promo_banner=seen; path=/; max-age=7257600; samesite=lax"},
    {"_ga", "Google Analytics", SetBy::header,
     "_ga=GA1.1.1000000000.1700000000; Path=/; Max-Age=31536000; SameSite=Lax"},
    {"lux_uid", "Measures how fast pages load", SetBy::header,
     "lux_uid=170000000012345678; Path=/; Max-Age=1800; SameSite=Lax"},
    {"_ga_S5RQ7FTGVR", "Google Analytics", SetBy::other_site,
     "_ga_S5RQ7FTGVR=GS1.1.1700000000.1.0; path=/; max-age=31536000; samesite=lax"},
    {"tracker_42", "Nobody remembers", SetBy::header,
     "tracker_42=a1b2c3; Path=/; Max-Age=31536000; SameSite=Lax"},
};

}   // namespace

std::span<const SiteCookie> site_cookies() {
    return cookies;
}

}   // namespace app::demo

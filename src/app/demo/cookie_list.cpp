#include "app/demo/cookie_list.hpp"

namespace app::demo {

namespace {

constexpr SiteCookie cookies[] = {
    {session_cookie, SetBy::header, {}},
    {"govuk_contact_referrer", SetBy::header, "govuk_contact_referrer=/; Path=/; SameSite=Lax"},
    {"global_banner_seen", SetBy::header,
     R"(global_banner_seen={"count":0,"version":1}; Path=/; Max-Age=7257600; SameSite=Lax)"},
    {"app_promo_banner", SetBy::script,
     "app_promo_banner=seen; path=/; max-age=7257600; samesite=lax"},
    {"_ga", SetBy::header,
     "_ga=GA1.1.1000000000.1700000000; Path=/; Max-Age=31536000; SameSite=Lax"},
    {"lux_uid", SetBy::header, "lux_uid=170000000012345678; Path=/; Max-Age=1800; SameSite=Lax"},
    {"_ga_S5RQ7FTGVR", SetBy::other_site,
     "_ga_S5RQ7FTGVR=GS1.1.1700000000.1.0; path=/; max-age=31536000; samesite=lax"},
    {"tracker_42", SetBy::header, "tracker_42=a1b2c3; Path=/; Max-Age=31536000; SameSite=Lax"},
};

}   // namespace

std::span<const SiteCookie> site_cookies() {
    return cookies;
}

}   // namespace app::demo

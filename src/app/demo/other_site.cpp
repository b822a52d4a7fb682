#include "app/demo/other_site.hpp"

#include "app/demo/cookie_list.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace app::demo {

namespace {

namespace http = boost::beast::http;

std::string script() {
    std::string text;
    for (const auto& cookie : site_cookies()) {
        if (cookie.set_by == SetBy::other_site) {
            text += fmt::format("document.cookie = {};\n",
                                nlohmann::json(std::string(cookie.set_cookie)).dump());
        }
    }
    return text;
}

std::string picture(unsigned asked) {
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="280" height="48" viewBox="0 0 280 48">
<rect width="280" height="48" rx="6" fill="#0a5b33"/>
<text x="16" y="31" fill="#fff" font-family="verdana, sans-serif" font-size="18">Counted: request {}</text>
</svg>
)",
        asked);
}

std::string notice(unsigned asked) {
    return fmt::format(R"(<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>An advertisement</title>
</head>
<body>
<main>
<h1>Longer rods, bigger fish!</h1>
<p>This is an advertisement of another website. It was request {}.</p>
</main>
</body>
</html>
)",
                       asked);
}

}   // namespace

Response OtherSite::answer(const Request& request) {
    const unsigned asked = ++asked_;
    const auto path = path_of(request);
    if (!only_reads(request)) {
        auto refused = content(http::status::method_not_allowed, "text/plain", "");
        refused.set(http::field::allow, "GET, HEAD");
        return refused;
    }
    if (path == "/count.js") {
        return content(http::status::ok, "text/javascript", script());
    }
    if (path == "/count.svg") {
        return content(http::status::ok, "image/svg+xml", picture(asked));
    }
    if (path == "/notice") {
        return html(http::status::ok, notice(asked));
    }
    return content(http::status::not_found, "text/plain", "There is nothing here.\n");
}

}   // namespace app::demo

#include "app/demo/page.hpp"

#include "app/demo/cookie_list.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace app::demo {

namespace {

std::string cookies_of_the_script() {
    auto list = nlohmann::json::array();
    for (const auto& cookie : site_cookies()) {
        if (cookie.set_by == SetBy::script) {
            list.push_back(cookie.set_cookie);
        }
    }
    return list.dump();
}

}   // namespace

std::string escape(std::string_view text) {
    std::string html;
    for (const char byte : text) {
        switch (byte) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\'':
                html += "&#39;";
                break;
            default:
                html += byte;
        }
    }
    return html;
}

std::string page(std::string_view title, std::string_view content) {
    return fmt::format(R"html(<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{0} - Legacy licensing</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/site.css">
</head>
<body>
<header class="top"><a class="skip" href="#main">Skip to main content</a>
<nav class="wide" aria-label="Site"><a href="/">Legacy licensing</a>
<a href="/basket">Basket</a></nav></header>
<main class="wide" id="main">
<h1>{0}</h1>
{1}</main>
<footer class="foot"><p class="wide">This is the demo of consent-proxy.</p></footer>
<script src="/site.js" data-cookies="{2}"></script>
</body>
</html>
)html",
                       escape(title), content, escape(cookies_of_the_script()));
}

}   // namespace app::demo

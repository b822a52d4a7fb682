#include "app/demo/page.hpp"

#include <fmt/format.h>

namespace app::demo {

namespace {

constexpr std::string_view style = R"css(
body{margin:0;font:1.1rem/1.5 system-ui,sans-serif;color:#0b0c0c;background:#fff}
header,main,footer,.banner>div{max-width:60rem;margin:0 auto;padding:.5rem 1rem}
.top{background:#1d3557;color:#fff}.top a{color:#fff;margin-right:1.5rem}
.top a:first-child{font-weight:bold;text-decoration:none}
.banner{background:#f3f2f1;border-bottom:1px solid #b1b4b6}
.skip{position:absolute;left:-999rem}.skip:focus{position:static;display:block;padding:.5rem}
a{color:#1d70b8}a:focus,button:focus,input:focus{outline:3px solid #b58900;outline-offset:2px}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold}
th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #b1b4b6}
.scroll{overflow-x:auto}
button{font:inherit;padding:.4rem 1rem;margin:0 .5rem .5rem 0;border:0;background:#00703c;color:#fff;cursor:pointer}
fieldset{border:0;padding:0;margin:0 0 1.5rem}legend{font-weight:bold}label{margin-right:2rem}
.notice{border:4px solid #00703c;padding:.5rem 1rem}
.yes{color:#005a30;font-weight:bold}.no{color:#942514;font-weight:bold}
footer{border-top:1px solid #b1b4b6;margin-top:2rem;font-size:.9rem}
)css";

constexpr std::string_view banner_html =
    R"html(<div class="banner" role="region" aria-label="Cookies"><div>
<h2>Cookies on this site</h2>
<p>We use some essential cookies. We would like to set additional ones.</p>
<form method="post" action="/help/cookies">
<button name="all" value="yes">Accept additional cookies</button>
<button name="all" value="no">Reject additional cookies</button>
<a href="/help/cookies">Choose</a>
</form></div></div>
)html";

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

std::string page(std::string_view title, std::string_view content, bool banner) {
    return fmt::format(R"html(<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{0} - Legacy licensing</title>
<link rel="icon" href="data:,">
<style>{1}</style>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
{2}<div class="top"><header><nav aria-label="Site"><a href="/">Legacy licensing</a>
<a href="/basket">Basket</a><a href="/help/cookies">Cookies</a></nav></header></div>
<main id="main">
<h1>{0}</h1>
{3}</main>
<footer><p>This is the demo of consent-proxy. The site sets the same cookies on every page, whatever
you chose; the proxy in front of it lets through only those that you agreed to.</p></footer>
</body>
</html>
)html",
                       escape(title), style, banner ? banner_html : std::string_view(), content);
}

}   // namespace app::demo

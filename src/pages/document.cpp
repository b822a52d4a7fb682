#include "pages/document.hpp"

#include "pages/html_text.hpp"

#include <fmt/format.h>

namespace pages {
namespace {

using consent::PageText;

std::string stylesheets(const Wording& wording, const Assets& assets) {
    constexpr std::string_view link = "<link rel=\"stylesheet\" href=\"{}\">\n";
    std::string markup = fmt::format(link, assets.url("page.css"));
    if (const auto& own = wording.registry().pages()->stylesheet) {
        markup += fmt::format(link, html_text(*own));
    }
    return markup;
}

std::string footer(const Wording& wording) {
    std::string items;
    for (const consent::PageLink& link : wording.registry().pages()->links) {
        items += fmt::format("<li><a class=\"consent-proxy-link\" href=\"{}\">{}</a></li>\n",
                             html_text(link.href), html_text(link.text));
    }
    return items.empty() ? ""
                         : fmt::format(R"(<footer class="consent-proxy-footer">
<ul class="consent-proxy-width">
{}</ul>
</footer>
)",
                                       items);
}

}   // namespace

std::string document_title(const Wording& wording, PageText text) {
    const std::string title = wording.label(text);
    const std::string site = html_text(wording.registry().site());
    return title.find(site) == std::string::npos ? title + " - " + site : title;
}

std::string document(const Wording& wording, const Assets& assets, std::string_view title,
                     std::string_view content) {
    return fmt::format(R"(<!DOCTYPE html>
<html{0}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{1}</title>
{2}</head>
<body class="consent-proxy-page">
<a class="consent-proxy-skip" href="#consent-proxy-main">{3}</a>
<header class="consent-proxy-header">
<div class="consent-proxy-width"><a class="consent-proxy-site" href="/">{4}</a></div>
</header>
<main class="consent-proxy-main consent-proxy-width" id="consent-proxy-main" tabindex="-1">
{5}</main>
{6}</body>
</html>
)",
                       language_attributes(wording.tag()), title, stylesheets(wording, assets),
                       wording.label(PageText::skip_link), html_text(wording.registry().site()),
                       content, footer(wording));
}

}   // namespace pages

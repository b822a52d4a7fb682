#include "app/demo/cookie_list.hpp"
#include "app/demo/page.hpp"

#include <fmt/format.h>
#include <string_view>
#include <vector>

namespace app::demo {

namespace {

std::vector<std::string_view> names_of(const consent::Registry& registry) {
    std::vector<std::string_view> names{registry.consent().cookie};
    if (registry.consent().decided) {
        names.emplace_back(*registry.consent().decided);
    }
    for (const auto& cookie : site_cookies()) {
        names.push_back(cookie.name);
    }
    return names;
}

std::string row(std::string_view what, std::string_view cell_class, std::string_view cell) {
    return fmt::format("<tr><th scope=\"row\">{}</th><td class=\"{}\">{}</td></tr>\n", what,
                       cell_class, cell);
}

std::string asked_row(std::string_view who, unsigned asked) {
    return row(who, asked > 0 ? "yes" : "no", fmt::format("{} times", asked));
}

}   // namespace

std::string browser_page(const consent::Registry& registry, const Surroundings& around,
                         const Visit& visit) {
    std::string rows;
    for (const auto name : names_of(registry)) {
        const bool there = visit.cookies.contains(name);
        rows +=
            row("<code>" + escape(name) + "</code>", there ? "yes" : "no", there ? "Yes" : "No");
    }
    return fmt::format(R"html(<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What your browser holds</title>
<link rel="stylesheet" href="/site.css">
</head>
<body>
<main class="narrow">
<h1 class="small">Seen past the proxy</h1>
<table>
<caption>In your browser now</caption>
<tbody>
{}</tbody></table>
<table>
<caption>Other websites were asked</caption>
<tbody>
{}{}</tbody></table>
<p><a href="/browser">Look again</a></p>
</main>
</body>
</html>
)html",
                       rows, asked_row("127.0.0.2", around.counter.asked()),
                       asked_row("127.0.0.3", around.adverts.asked()));
}

}   // namespace app::demo

#include "app/demo/page.hpp"

#include <fmt/format.h>

namespace app::demo {

namespace {

constexpr std::string_view introduction =
    R"html(<p>This site is old. It sets the same cookies on every visit, whatever you chose, and has
neither a cookie banner nor a page to choose on. The proxy in front of it adds both, and holds back what
you did not accept: choose in the banner, and see here what comes of it. Without scripts it works too;
reload the page then to see the next request.</p>
)html";

/// Seen past the proxy. In a frame, for the browser sends its cookies for any port of a host.
std::string browser_frame(const Surroundings& around, const Visit& visit) {
    if (visit.local_name.empty()) {
        return {};
    }
    return fmt::format(
        "<div><iframe class=\"tall\" id=\"browser-view\" src=\"http://{}:{}/browser\" "
        "title=\"What your browser holds\"></iframe></div>\n",
        visit.local_name, around.port);
}

std::string other_style(const Visit& visit) {
    const auto port = visit.port.empty() ? "" : ":" + visit.port;
    if (visit.local_name == plain_host) {
        return fmt::format(
            "<li><a href=\"http://127.0.0.1{}/\">The same in the style of "
            "GOV.UK</a></li>\n",
            port);
    }
    return visit.local_name.empty()
               ? ""
               : fmt::format(
                     "<li><a href=\"http://{}{}/\">The same in the style of this "
                     "site</a></li>\n",
                     plain_host, port);
}

std::string ways_on(const consent::Registry& registry, const Surroundings& around,
                    const Visit& visit) {
    const auto receipts = around.receipts_file.empty()
                              ? ""
                              : fmt::format(
                                    "<li>The record of the choices made here: "
                                    "<code>consent-proxy receipts list --file {}</code></li>\n",
                                    escape(around.receipts_file));
    const auto& base = registry.pages()->base;
    return fmt::format(
        "<h2>More to look at</h2>\n<ul>\n<li><a href=\"{0}\">The settings "
        "page</a>, which the proxy serves</li>\n<li><a href=\"{0}/details\">The "
        "details of each cookie</a></li>\n{1}<li>All of it in Welsh, for a browser "
        "whose language that is</li>\n{2}</ul>\n",
        escape(base), other_style(visit), receipts);
}

}   // namespace

std::string home_page(const consent::Registry& registry, const Surroundings& around,
                      const Visit& visit) {
    const auto content = fmt::format(
        "{}<h2>What the site gets, and what your browser holds</h2>\n<div class=\"views\">\n"
        "<div class=\"large\" id=\"site-view\">\n{}</div>\n{}</div>\n{}{}",
        introduction, site_view(registry, visit), browser_frame(around, visit),
        other_websites(around, visit), ways_on(registry, around, visit));
    return page("Which cookies reach your browser", content);
}

std::string basket_page(const Visit& visit) {
    const auto content = fmt::format(
        "<p>There {} {} licence{} in your basket. It hangs on an essential cookie, so it works "
        "whatever you choose.</p>\n"
        "<form method=\"post\" action=\"/basket\"><button>Add a fishing "
        "licence</button></form>\n",
        visit.basket == 1 ? "is" : "are", visit.basket, visit.basket == 1 ? "" : "s");
    return page("Your basket", content);
}

std::string message_page(std::string_view title, std::string_view message) {
    return page(title, "<p>" + escape(message) + "</p>\n");
}

}   // namespace app::demo

#include "pages/details_page.hpp"

#include "pages/html_text.hpp"

#include <fmt/format.h>

namespace pages {
namespace {

using consent::PageText;

std::string found(const Wording& wording, const PageView& view) {
    std::string items;
    for (const std::string_view name : view.refused) {
        items += fmt::format("<li><code>{}</code></li>\n", html_text(name));
    }
    const std::string text =
        wording.sentence(items.empty() ? PageText::none_found : PageText::found_refused);
    return fmt::format(R"(<div class="consent-proxy-inset">
<p>{}</p>
{}</div>
)",
                       text, items.empty() ? "" : fmt::format("<ul>\n{}</ul>\n", items));
}

}   // namespace

std::string details_content(const Wording& wording, const PageView& view, std::string_view tables) {
    return fmt::format(R"(<p><a class="consent-proxy-back" href="{}">{}</a></p>
<h1>{}</h1>
<p>{}</p>
{}{})",
                       wording.base(), wording.label(PageText::settings_title),
                       wording.label(PageText::details_title),
                       wording.sentence(PageText::details_intro), found(wording, view), tables);
}

}   // namespace pages

#include "app/demo/cookie_list.hpp"
#include "app/demo/page.hpp"

#include <fmt/format.h>

namespace app::demo {

namespace {

std::string_view title_of(const consent::Category& category) {
    return category.title.empty() ? category.id : category.title;
}

std::string choice_list(const consent::Registry& registry, const Visit& visit) {
    std::string items;
    consent::CategoryIndex index = 0;
    for (const auto& category : registry.categories()) {
        const bool granted = visit.visitor.policy.granted.contains(index++);
        items +=
            fmt::format("<li>{}: <span class=\"{}\">{}</span></li>\n", escape(title_of(category)),
                        granted ? "yes" : "no", granted ? "yes" : "no");
    }
    return "<ul>\n" + items + "</ul>\n";
}

std::string category_of(const consent::Registry& registry, std::string_view cookie) {
    const auto* entry = registry.find(cookie);
    return entry == nullptr || entry->category == consent::no_category
               ? "not in the registry"
               : escape(registry.categories()[entry->category].id);
}

std::string_view setter_of(const SiteCookie& cookie) {
    switch (cookie.set_by) {
        case SetBy::header:
            return "a response";
        case SetBy::script:
            return "a script";
        default:
            return "another website";
    }
}

std::string row(const consent::Registry& registry, const SiteCookie& cookie, bool reached) {
    return fmt::format(
        "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td>"
        "<td class=\"{}\">{}</td></tr>\n",
        escape(cookie.name), category_of(registry, cookie.name), setter_of(cookie),
        reached ? "yes" : "no", reached ? "Yes" : "No");
}

}   // namespace

std::string site_view(const consent::Registry& registry, const Visit& visit) {
    std::string rows;
    for (const auto& cookie : site_cookies()) {
        rows += row(registry, cookie, visit.cookies.contains(cookie.name));
    }
    return fmt::format(R"html(<p>Your choice, as the site reads it from <code>{}</code>{}:</p>
{}<div class="scroll"><table>
<caption>The cookies that this site sets, whatever you chose</caption>
<thead><tr><th scope="col">Cookie</th><th scope="col">Category</th>
<th scope="col">Set by</th><th scope="col">Came with this request</th></tr></thead>
<tbody>
{}</tbody></table></div>
)html",
                       escape(registry.consent().cookie),
                       visit.visitor.policy.first_visit ? " (which has not come yet)" : "",
                       choice_list(registry, visit), rows);
}

}   // namespace app::demo

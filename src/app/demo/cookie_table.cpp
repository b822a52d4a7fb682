#include "app/demo/cookie_list.hpp"
#include "app/demo/page.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace app::demo {

namespace {

/// A crumb without `=` has no name, only a value; it is not one of ours.
constexpr std::string_view script = R"js(
for (const text of setByScript) document.cookie = text;
const names = new Set();
for (const crumb of document.cookie.split(";")) {
  const end = crumb.indexOf("=");
  if (end >= 0) names.add(crumb.slice(0, end).trim());
}
let reached = 0, missing = 0;
for (const cell of document.querySelectorAll("td[data-cookie]")) {
  const there = names.has(cell.dataset.cookie);
  cell.textContent = there ? "Yes" : "No";
  cell.className = there ? "yes" : "no";
  there ? ++reached : ++missing;
}
document.getElementById("summary").textContent =
  "Of the cookies that a script can see, " + reached + " reached your browser and " + missing +
  " did not.";
)js";

std::string category_of(const consent::Registry& registry, std::string_view cookie) {
    const auto* entry = registry.find(cookie);
    if (entry == nullptr || entry->category == consent::no_category) {
        return "Not in the registry";
    }
    const auto& category = registry.categories()[entry->category];
    return escape(category.title.empty() ? category.id : category.title);
}

std::string browser_cell(const SiteCookie& cookie) {
    if (cookie.hidden) {
        return "<td>Hidden from scripts (HttpOnly)</td>";
    }
    return fmt::format(R"(<td data-cookie="{}">Needs a script</td>)", escape(cookie.name));
}

std::string row(const consent::Registry& registry, const SiteCookie& cookie, bool reached) {
    return fmt::format(
        "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td><td>{}</td>{}"
        "<td class=\"{}\">{}</td></tr>\n",
        escape(cookie.name), escape(cookie.use), category_of(registry, cookie.name),
        cookie.set_by == SetBy::header ? "Header" : "Script", browser_cell(cookie),
        reached ? "yes" : "no", reached ? "Yes" : "No");
}

std::string list_of_script_cookies() {
    auto list = nlohmann::json::array();
    for (const auto& cookie : site_cookies()) {
        if (cookie.set_by == SetBy::script) {
            list.push_back(cookie.set_cookie);
        }
    }
    return list.dump();
}

}   // namespace

std::string cookie_table(const consent::Registry& registry, const Visit& visit) {
    std::string rows;
    for (const auto& cookie : site_cookies()) {
        rows += row(registry, cookie, visit.cookies.contains(cookie.name));
    }
    return fmt::format(R"html(<div class="scroll"><table>
<caption>The cookies that this page has just tried to set</caption>
<thead><tr><th scope="col">Cookie</th><th scope="col">Use</th><th scope="col">Category</th>
<th scope="col">Set by</th><th scope="col">In your browser now</th>
<th scope="col">Came to the site with this request</th></tr></thead>
<tbody>
{}</tbody></table></div>
<p id="summary" role="status">Without a script, open the page twice: the second time the last column
shows what your browser kept.</p>
<script>
const setByScript = {};{}</script>
)html",
                       rows, list_of_script_cookies(), script);
}

}   // namespace app::demo

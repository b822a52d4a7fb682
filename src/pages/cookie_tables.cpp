#include "pages/details_page.hpp"
#include "pages/html_text.hpp"
#include "pages/own_cookies.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace pages {
namespace {

using consent::CategoryIndex;
using consent::CookieEntry;
using consent::PageText;

/// Rows under one caption.
struct Group {
    std::string caption;   ///< markup; empty for those without a group
    std::string rows;
};

using Groups = std::vector<Group>;

class Tables {
public:
    explicit Tables(const Wording& wording)
        : wording_(wording),
          heads_(fmt::format(
              R"(<thead>
<tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr>
</thead>
)",
              wording.label(PageText::column_name), wording.label(PageText::column_purpose),
              wording.label(PageText::column_expires))),
          purpose_label_(wording.label(PageText::column_purpose)),
          expires_label_(wording.label(PageText::column_expires)),
          // The registry says it in English, whatever the page speaks.
          expires_language_(wording.tag().starts_with("en") ? "" : R"( lang="en")") {}

    [[nodiscard]] std::string section(std::string_view title, std::string_view description,
                                      const Groups& groups) const {
        std::string markup = fmt::format("<h2>{}</h2>\n{}", title, description);
        for (const Group& group : groups) {
            if (!group.rows.empty()) {
                markup += table(group.caption.empty() ? title : group.caption, group);
            }
        }
        return markup;
    }

    /// The registry's own entries of a category; those without a group are the first.
    [[nodiscard]] Groups own_groups(CategoryIndex category) const {
        Groups groups(1);
        for (const CookieEntry& entry : wording_.registry().cookies()) {
            if (entry.category == category && !entry.from_profile) {
                const std::string caption = html_text(entry.group);
                auto group = std::ranges::find(groups, caption, &Group::caption);
                if (group == groups.end()) {
                    group = groups.insert(group, {.caption = caption, .rows = {}});
                }
                group->rows += entry_row(entry);
            }
        }
        return groups;
    }

    [[nodiscard]] Group profile_group() const {
        Group group{.caption = wording_.label(PageText::software_cookies), .rows = {}};
        for (const CookieEntry& entry : wording_.registry().cookies()) {
            group.rows += entry.from_profile ? entry_row(entry) : "";
        }
        return group;
    }

    [[nodiscard]] std::string state_rows() const {
        std::string rows;
        for (const OwnCookie& cookie : unlisted_own_cookies(wording_.registry())) {
            rows += row(cookie.name, "", wording_.label(cookie.purpose), cookie.expires);
        }
        return rows;
    }

private:
    [[nodiscard]] std::string table(std::string_view caption, const Group& group) const {
        return fmt::format(
            R"(<table class="consent-proxy-table">
<caption{}>{}</caption>
{}<tbody>
{}</tbody>
</table>
)",
            group.caption.empty() ? R"( class="consent-proxy-unseen")" : "", caption, heads_,
            group.rows);
    }

    [[nodiscard]] std::string entry_row(const CookieEntry& entry) const {
        return row(entry.name, entry.label, html_text(entry.purpose), entry.expires);
    }

    [[nodiscard]] std::string row(std::string_view name, std::string_view label,
                                  std::string_view purpose, std::string_view expires) const {
        return fmt::format(
            R"(<tr><th scope="row"><code>{}</code>{}</th><td data-label="{}">{}</td>)"
            R"(<td data-label="{}"{}>{}</td></tr>
)",
            html_text(name), label.empty() ? "" : fmt::format(" <span>{}</span>", html_text(label)),
            purpose_label_, purpose, expires_label_, expires.empty() ? "" : expires_language_,
            html_text(expires));
    }

    const Wording& wording_;
    std::string heads_;
    std::string purpose_label_;
    std::string expires_label_;
    std::string expires_language_;
};

std::string third_parties(const Wording& wording) {
    std::string rows;
    for (const consent::ThirdParty& party : wording.registry().third_parties()) {
        rows += fmt::format(
            "<tr><th scope=\"row\"><code>{}</code></th><td data-label=\"{}\">{}</td></tr>\n",
            html_text(party.host), wording.label(PageText::column_category),
            wording.title(party.category));
    }
    const std::string title = wording.label(PageText::third_parties);
    return rows.empty() ? ""
                        : fmt::format(R"(<h2>{0}</h2>
<table class="consent-proxy-table">
<caption class="consent-proxy-unseen">{0}</caption>
<thead>
<tr><th scope="col">{1}</th><th scope="col">{2}</th></tr>
</thead>
<tbody>
{3}</tbody>
</table>
)",
                                      title, wording.label(PageText::column_host),
                                      wording.label(PageText::column_category), rows);
}

}   // namespace

std::string cookie_tables(const Wording& wording) {
    const consent::Registry& registry = wording.registry();
    const Tables tables(wording);
    std::string markup;
    // What is always on needs a place even where no category is.
    if (registry.essential_category() == consent::no_category) {
        markup += tables.section(
            wording.label(PageText::software_cookies), "",
            {{.caption = {}, .rows = tables.state_rows() + tables.profile_group().rows}});
    }
    for (CategoryIndex index = 0; index < registry.categories().size(); ++index) {
        Groups groups = tables.own_groups(index);
        if (index == registry.essential_category()) {
            groups.front().rows += tables.state_rows();
            groups.push_back(tables.profile_group());
        }
        const bool none = std::ranges::all_of(groups, &std::string::empty, &Group::rows);
        markup += tables.section(wording.title(index), wording.description(index), groups);
        if (none) {
            markup += fmt::format("<p>{}</p>\n", wording.sentence(PageText::no_cookies));
        }
    }
    return markup + third_parties(wording);
}

}   // namespace pages

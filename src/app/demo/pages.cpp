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

std::string radio(std::string_view name, std::string_view value, std::string_view label,
                  bool checked) {
    return fmt::format(R"(<label><input type="radio" name="{}" value="{}"{}> {}</label>)",
                       escape(name), value, checked ? " checked" : "", label);
}

std::string choice_fields(const consent::Registry& registry, const Visit& visit) {
    std::string fields;
    consent::CategoryIndex index = 0;
    for (const auto& category : registry.categories()) {
        const auto current = index++;
        if (registry.always_on().contains(current)) {
            continue;
        }
        const bool granted = visit.visitor.policy.granted.contains(current);
        fields += fmt::format("<fieldset><legend>{}</legend><p>{}</p>\n{}\n{}</fieldset>\n",
                              escape(title_of(category)), escape(category.description),
                              radio(category.id, "yes", "Yes", granted),
                              radio(category.id, "no", "No", !granted));
    }
    return fields;
}

}   // namespace

std::string home_page(const consent::Registry& registry, const Visit& visit) {
    const auto content = fmt::format(
        "<p>Your choice, as this site reads it from <code>{}</code>{}:</p>\n{}"
        "<p><a href=\"/help/cookies\">Change your choice</a></p>\n{}",
        escape(registry.consent().cookie),
        visit.visitor.policy.first_visit ? " (which has not come yet)" : "",
        choice_list(registry, visit), cookie_table(registry, visit));
    return page("Which cookies reach your browser", content, !visit.visitor.decided_cookie);
}

std::string basket_page(const consent::Registry& registry, const Visit& visit) {
    const auto content = fmt::format(
        "<p>There {} {} licence{} in your basket. It hangs on an essential cookie, so it works "
        "whatever you choose.</p>\n"
        "<form method=\"post\" action=\"/basket\"><button>Add a fishing "
        "licence</button></form>\n{}",
        visit.basket == 1 ? "is" : "are", visit.basket, visit.basket == 1 ? "" : "s",
        cookie_table(registry, visit));
    return page("Your basket", content, !visit.visitor.decided_cookie);
}

std::string settings_page(const consent::Registry& registry, const Visit& visit, bool saved) {
    const auto content = fmt::format(
        "{}<p>Essential cookies are always on. Choose which others this site may set.</p>\n"
        "<form method=\"post\" action=\"/help/cookies\">\n{}<button>Save</button></form>\n{}",
        saved ? "<div class=\"notice\" role=\"alert\"><p>Your choice is saved.</p></div>\n" : "",
        choice_fields(registry, visit), cookie_table(registry, visit));
    return page("Cookies", content, false);
}

std::string message_page(std::string_view title, std::string_view message) {
    return page(title, "<p>" + escape(message) + "</p>\n", false);
}

}   // namespace app::demo

#include "pages/settings_page.hpp"

#include "pages/html_text.hpp"

#include <fmt/format.h>

namespace pages {
namespace {

using consent::CategoryIndex;
using consent::PageText;

// Its title is no heading: a page begins with the first of its headings, not with its news.
std::string success(const Wording& wording, const PageView& view) {
    std::string back;
    if (!view.return_to.empty()) {
        back = fmt::format(R"( <a class="consent-proxy-link" href="{}">{}</a>)",
                           html_text(view.return_to), wording.label(PageText::go_back));
    }
    std::string receipt;
    if (!view.receipt.empty()) {
        receipt = fmt::format(
            "<p>{}</p>\n",
            wording.receipt(fmt::format(R"(<span class="consent-proxy-receipt-id">{}</span>)",
                                        html_text(view.receipt))));
    }
    return fmt::format(R"(<div class="consent-proxy-success" role="alert" )"
                       R"(aria-labelledby="consent-proxy-success-title" tabindex="-1" autofocus>
<p class="consent-proxy-success-title" id="consent-proxy-success-title">{}</p>
<div class="consent-proxy-success-content">
<p class="consent-proxy-lead">{}{}</p>
{}</div>
</div>
)",
                       wording.label(PageText::success), wording.sentence(PageText::saved), back,
                       receipt);
}

std::string radio(const Wording& wording, CategoryIndex index, std::string_view value,
                  PageText text, bool checked) {
    return fmt::format(
        R"(<div class="consent-proxy-radio">
<input type="radio" id="consent-proxy-{0}-{1}" name="{2}" value="{1}"{3}>
<label for="consent-proxy-{0}-{1}">{4}</label>
</div>
)",
        index, value, html_text(wording.registry().categories()[index].id),
        checked ? " checked" : "", wording.label(text));
}

std::string choice(const Wording& wording, CategoryIndex index, bool granted) {
    return fmt::format(R"(<fieldset class="consent-proxy-choice">
<legend>{}</legend>
<div class="consent-proxy-radios">
{}{}</div>
</fieldset>
)",
                       wording.question(index),
                       radio(wording, index, "yes", PageText::yes, granted),
                       radio(wording, index, "no", PageText::no, !granted));
}

std::string category(const Wording& wording, CategoryIndex index, bool granted) {
    const bool always = wording.registry().always_on().contains(index);
    return fmt::format("<h2>{}</h2>\n{}{}", wording.title(index), wording.description(index),
                       always ? fmt::format("<p>{}</p>\n", wording.sentence(PageText::always_on))
                              : choice(wording, index, granted));
}

std::string form(const Wording& wording, const PageView& view, std::string_view categories) {
    return fmt::format(
        R"(<form class="consent-proxy-settings" method="post" action="{}">
<input type="hidden" name="return_to" value="{}">
{}<button type="submit" class="consent-proxy-button">{}</button>
</form>
)",
        wording.base(), html_text(view.return_to), categories, wording.label(PageText::save));
}

}   // namespace

std::string settings_content(const Wording& wording, const PageView& view) {
    const consent::Registry& registry = wording.registry();
    std::string categories;
    bool refusable = false;
    for (CategoryIndex index = 0; index < registry.categories().size(); ++index) {
        categories += category(wording, index, view.granted.contains(index));
        refusable = refusable || !registry.always_on().contains(index);
    }
    return fmt::format(R"({}<h1>{}</h1>
<p>{}</p>
<p><a class="consent-proxy-link" href="{}/details">{}</a></p>
{})",
                       view.notice == Notice::none ? "" : success(wording, view),
                       wording.label(PageText::settings_title),
                       wording.sentence(PageText::settings_intro), wording.base(),
                       wording.label(PageText::details_link),
                       refusable ? form(wording, view, categories) : categories);
}

}   // namespace pages

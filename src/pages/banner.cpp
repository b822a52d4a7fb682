#include "pages/banner.hpp"

#include "pages/html_text.hpp"

#include <array>
#include <fmt/format.h>

namespace pages {
namespace {

using consent::PageText;

std::string opening(const Wording& wording) {
    const auto& decided = wording.registry().consent().decided;
    return fmt::format(
        R"(<div id="consent-proxy-banner" class="consent-proxy-banner"{} role="region" )"
        R"(aria-label="{}" data-nosnippet="" data-base="{}"{}>
<form class="consent-proxy-form" method="post" action="{}">
<input type="hidden" name="return_to" value=")",
        language_attributes(wording.tag()), wording.label(PageText::banner_title), wording.base(),
        decided ? fmt::format(R"( data-decided-cookie="{}")", html_text(*decided)) : "",
        wording.base());
}

std::string button(const Wording& wording, std::string_view name, std::string_view value,
                   PageText text) {
    return fmt::format(
        R"(<button type="submit" class="consent-proxy-button" name="{}" value="{}">{}</button>
)",
        name, value, wording.label(text));
}

std::string question(const Wording& wording) {
    return fmt::format(
        R"(<div class="consent-proxy-question">
<h2 class="consent-proxy-title">{}</h2>
<p>{}</p>
<p>{}</p>
<div class="consent-proxy-actions">
{}{}<a class="consent-proxy-link" href="{}">{}</a>
</div>
</div>
)",
        wording.label(PageText::banner_title), wording.sentence(PageText::banner_essential),
        wording.sentence(PageText::banner_optional),
        button(wording, "all", "yes", PageText::accept),
        button(wording, "all", "no", PageText::reject), wording.base(),
        wording.label(PageText::view_settings));
}

std::string receipt(const Wording& wording, std::string_view id, bool hidden) {
    return fmt::format(
        "<p class=\"consent-proxy-receipt\"{}>{}</p>\n", hidden ? R"( hidden="hidden")" : "",
        wording.receipt(fmt::format(R"(<span class="consent-proxy-receipt-id">{}</span>)", id)));
}

// What a choice is answered with, in two halves: between them the receipt has its place.
struct Message {
    std::string first;
    std::string last;
};

Message message(const Wording& wording, PageText text, std::string_view name, bool hidden) {
    return {.first = fmt::format(R"(<div class="consent-proxy-{}" role="alert" tabindex="-1"{}>
<p>{}</p>
)",
                                 name, hidden ? R"( hidden="hidden")" : "", wording.sentence(text)),
            .last = fmt::format("<div class=\"consent-proxy-actions\">\n{}</div>\n</div>\n",
                                button(wording, "hide", "yes", PageText::hide))};
}

// For the script, which fills the receipt in and shows it.
std::string hidden_message(const Wording& wording, PageText text, std::string_view name) {
    const Message parts = message(wording, text, name, true);
    return parts.first + (wording.registry().receipts() ? receipt(wording, "", true) : "") +
           parts.last;
}

Message shown_message(const Wording& wording, Notice notice) {
    switch (notice) {
        case Notice::accepted:
            return message(wording, PageText::accepted, "accepted", false);
        case Notice::rejected:
            return message(wording, PageText::rejected, "rejected", false);
        default:
            return message(wording, PageText::saved, "saved", false);
    }
}

}   // namespace

Banner::Banner(const Wording& wording, Notice notice)
    : wording_(wording), opening_(opening(wording)), middle_("\"/>\n") {
    if (notice == Notice::none) {
        middle_ += question(wording) + hidden_message(wording, PageText::accepted, "accepted") +
                   hidden_message(wording, PageText::rejected, "rejected");
    } else {
        const Message parts = shown_message(wording, notice);
        middle_ += parts.first;
        closing_ = parts.last;
    }
    closing_ += "</form>\n</div>\n";
}

std::string Banner::markup(std::string_view return_to, std::string_view id) const {
    return opening_ + html_text(return_to) + middle_ +
           (id.empty() ? "" : receipt(wording_, html_text(id), false)) + closing_;
}

}   // namespace pages

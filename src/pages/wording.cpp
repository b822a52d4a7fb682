#include "pages/wording.hpp"

#include "bytes/ascii.hpp"
#include "pages/html_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace pages {

using consent::PageText;

Wording::Wording(const consent::Registry& registry, const consent::PageLanguage& language)
    : registry_(&registry),
      language_(&language),
      base_(html_text(registry.pages()->base)),
      site_(html_text(registry.site())),
      settings_link_(fmt::format(R"(<a class="consent-proxy-link" href="{}">{}</a>)", base_,
                                 label(PageText::settings_link))) {}

std::string Wording::label(PageText text) const {
    return fill((*language_)[text],
                {{"site", site_}, {"settings", html_text((*language_)[PageText::settings_link])}});
}

std::string Wording::sentence(PageText text) const {
    return fill((*language_)[text], {{"site", site_}, {"settings", settings_link_}});
}

std::string Wording::receipt(std::string_view id) const {
    return fill((*language_)[PageText::receipt], {{"site", site_}, {"id", id}});
}

std::string Wording::question(consent::CategoryIndex category) const {
    return fill((*language_)[PageText::question], {{"site", site_}, {"category", title(category)}});
}

const consent::CategoryTranslation* Wording::translation(consent::CategoryIndex category) const {
    const auto& all = registry_->categories()[category].translations;
    const auto found = std::ranges::find_if(all, [&](const consent::CategoryTranslation& one) {
        return bytes::iequals(one.language, language_->tag);
    });
    return found == all.end() ? nullptr : &*found;
}

std::string Wording::title(consent::CategoryIndex category) const {
    const consent::Category& own = registry_->categories()[category];
    const auto* translated = translation(category);
    if (translated != nullptr && !translated->title.empty()) {
        return html_text(translated->title);
    }
    return html_text(own.title.empty() ? own.id : own.title);
}

std::string Wording::description(consent::CategoryIndex category) const {
    const auto* translated = translation(category);
    return html_paragraphs(translated != nullptr && !translated->description.empty()
                               ? translated->description
                               : registry_->categories()[category].description);
}

}   // namespace pages

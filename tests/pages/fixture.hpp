#pragma once

#include "consent/registry.hpp"
#include "tests/consent/fixture.hpp"

#include <string>
#include <utility>

namespace pages::test {

using consent::PageLanguage;
using consent::PageText;

/// A language in which each text is its own name, and those with placeholders show where they are.
inline PageLanguage language(std::string tag) {
    PageLanguage language;
    for (std::size_t at = 0; at < language.texts.size(); ++at) {
        language.texts[at] = tag + " " + std::string(consent::page_text_names[at]);
    }
    language[PageText::banner_title] += " {site}";
    language[PageText::settings_title] += " {site}";
    language[PageText::accepted] += ", {settings}.";
    language[PageText::rejected] += ", {settings}.";
    language[PageText::refused_text] += ", {settings}.";
    language[PageText::question] += ": {category}?";
    language[PageText::receipt] += ": {id}.";
    language.tag = std::move(tag);
    return language;
}

/// GOV.UK's registry with pages in English and Welsh.
inline consent::RegistryData govuk() {
    consent::RegistryData data = consent::test::govuk();
    data.pages.emplace();
    data.pages->languages = {language("en"), language("cy")};
    return data;
}

}   // namespace pages::test

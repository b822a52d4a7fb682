#include "config/binder.hpp"
#include "config/host_name.hpp"
#include "config/registry_draft.hpp"
#include "consent/bypass.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <span>

namespace config {
namespace {

using consent::Category;

/// The items of a list under a key of a mapping, if both are there.
std::span<const Node> items_of(const Node* mapping, std::string_view key) {
    const Node* const list = mapping != nullptr ? value_of(*mapping, key) : nullptr;
    return list != nullptr ? std::span<const Node>(list->items) : std::span<const Node>();
}

/// Without a sign of the choice every default would read as one, and no banner would ever show.
void check_banner(const RegistryDraft& draft, Report& report) {
    const consent::ConsentSettings& consent = draft.data.consent;
    const bool tells = consent.format.acted || consent.format.answers.undecided;
    if (draft.data.pages->banner && consent.inject && !consent.decided && !tells) {
        report.error(place_of(*draft.root, "consent"),
                     "no \"decided\": the default that is given on a first visit could not be told "
                     "from a choice, and the banner would never be shown; name the cookie that "
                     "says \"has chosen\", or say \"inject: false\"");
    }
}

void check_notice(const RegistryDraft& draft, Report& report) {
    const std::string notice = draft.data.consent.cookie + "_notice";
    const std::string message = fmt::format(
        "\"{}\" is the cookie in which the proxy keeps a message for the next page", notice);
    if (draft.data.consent.decided == notice) {
        report.error(place_of(*draft.consent, "decided"), message);
    }
    for (std::size_t at = 0; at < draft.data.cookies.size(); ++at) {
        if (draft.data.cookies[at].name == notice) {
            report.error(draft.cookie_places[at], message);
        }
    }
}

/// The form has a field for each category, and these of its own.
void check_form_names(const RegistryDraft& draft, Report& report) {
    for (std::size_t at = 0; at < draft.data.categories.size(); ++at) {
        const std::string& id = draft.data.categories[at].id;
        if (id == "all" || id == "hide" || id == "return_to") {
            report.error(
                draft.category_places[at],
                fmt::format("with \"pages\" no category can be called \"{}\": the settings "
                            "form has a field of that name",
                            id));
        }
    }
}

void warn_bypass(const RegistryDraft& draft, Report& report) {
    for (const Node& item : items_of(value_of(*draft.root, "enforcement"), "bypass")) {
        const std::string& base = draft.data.pages->base;
        if (consent::is_bypassed({item.text}, base) ||
            consent::is_bypassed({item.text}, base + "/details")) {
            report.warning(item.place, fmt::format("\"{}\" covers the proxy's own pages at \"{}\"",
                                                   item.text, base));
        }
    }
}

std::string_view what_lacks(bool title, bool description) {
    return title && description ? "title and no description" : title ? "title" : "description";
}

void warn_words(const RegistryDraft& draft, Report& report) {
    const auto& categories = draft.data.categories;
    if (categories.size() > consent::max_categories) {
        return;
    }
    const consent::CategorySet always_on = consent::always_on(categories);
    for (std::size_t at = 0; at < categories.size(); ++at) {
        const Category& category = categories[at];
        if (category.id.empty() || always_on.contains(static_cast<consent::CategoryIndex>(at))) {
            continue;
        }
        if (category.title.empty() || category.description.empty()) {
            report.warning(
                draft.category_places[at],
                fmt::format("the category \"{}\" has no {}: visitors are asked about "
                            "it without",
                            category.id,
                            what_lacks(category.title.empty(), category.description.empty())));
        }
    }
}

void warn_languages(const Member& translation, const RegistryDraft& draft, Report& report) {
    std::vector<std::string_view> tags;
    for (const consent::PageLanguage& language : draft.data.pages->languages) {
        if (lower_case(language.tag) == lower_case(translation.key)) {
            return;
        }
        tags.push_back(language.tag);
    }
    report.warning(translation.place,
                   fmt::format("the pages do not speak \"{}\"{}", translation.key,
                               suggestion(translation.key, tags)));
}

void warn_translations(const RegistryDraft& draft, Report& report) {
    for (const Node& item : items_of(draft.root, "categories")) {
        const Node* const translations = value_of(item, "translations");
        if (translations == nullptr) {
            continue;
        }
        for (const Member& member : translations->members) {
            warn_languages(member, draft, report);
        }
    }
}

}   // namespace

void check_pages(const RegistryDraft& draft, Report& report) {
    const bool pages = draft.data.pages.has_value();
    if (draft.data.receipts && !pages) {
        report.error(place_of(*draft.root, "receipts"),
                     "\"receipts\" without \"pages\": nobody would ever choose by a form of the "
                     "proxy's own");
    }
    if (!pages || draft.consent == nullptr) {
        return;
    }
    const consent::FormatData& format = draft.data.consent.format;
    if (format.writes == consent::Writes::nothing) {
        report.error(place_of(*draft.root, "pages"),
                     fmt::format("\"pages\" need a format that the proxy can write, and \"{}\" is "
                                 "read-only",
                                 format.name));
    } else {
        check_banner(draft, report);
    }
    check_notice(draft, report);
    check_form_names(draft, report);
}

void warn_pages(const RegistryDraft& draft, Report& report) {
    const auto& pages = draft.data.pages;
    if (!draft.data.third_parties.empty() && (!pages || !pages->guard)) {
        report.warning(place_of(*draft.root, "third_parties"),
                       fmt::format("{}: tags that scripts insert into a page are not held back",
                                   pages ? "\"guard\" is off" : "no \"pages\" with a guard"));
    }
    if (pages) {
        warn_bypass(draft, report);
        warn_words(draft, report);
        warn_translations(draft, report);
    }
}

}   // namespace config

#include "config/binder.hpp"
#include "config/registry_draft.hpp"
#include "consent/vocabulary.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace config {
namespace {

/// The mapping under `consent.format`, if it has one of that name.
const Node* mapping_of(const RegistryDraft& draft, std::string_view key) {
    const Node* const format =
        draft.consent != nullptr ? value_of(*draft.consent, "format") : nullptr;
    const Node* const found = format != nullptr ? value_of(*format, key) : nullptr;
    return found != nullptr && found->kind == Kind::mapping ? found : nullptr;
}

void check_ids(const Node& mapping, const RegistryDraft& draft, Report& report) {
    std::vector<std::string_view> ids;
    for (const consent::Category& category : draft.data.categories) {
        ids.push_back(category.id);
    }
    for (const Member& member : mapping.members) {
        if (std::ranges::find(ids, member.key) == ids.end()) {
            report.error(member.place,
                         fmt::format("words for a category \"{}\" that does not exist{}",
                                     member.key, suggestion(member.key, ids)));
        }
    }
}

void check_named(const RegistryDraft& draft, const Node* mapping, Report& report) {
    const consent::FormatData& format = draft.data.consent.format;
    const auto& categories = draft.data.categories;
    const consent::CategorySet named = consent::Vocabulary(format, categories).named();
    const consent::CategorySet always_on = consent::always_on(categories);
    for (consent::CategoryIndex at = 0; at < categories.size(); ++at) {
        const consent::Category& category = categories[at];
        if (named.contains(at) || always_on.contains(at) || category.id.empty()) {
            continue;
        }
        const std::string no_word = fmt::format(
            "the format \"{}\" has no word for the category \"{}\": it ", format.name, category.id);
        if (category.basis == consent::Basis::exempt) {
            report.error(draft.category_places[at], no_word + "could not be refused");
        } else if (mapping == nullptr || value_of(*mapping, category.id) == nullptr) {
            report.warning(draft.category_places[at], no_word + "is never granted");
        }
    }
}

}   // namespace

void check_format(const RegistryDraft& draft, Report& report) {
    const Node* const mapping = mapping_of(draft, "categories");
    if (mapping != nullptr) {
        check_ids(*mapping, draft, report);
    }
    if (draft.data.categories.size() <= consent::max_categories && !report.has_errors()) {
        check_named(draft, mapping, report);
    }
}

}   // namespace config

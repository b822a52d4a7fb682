#include "config/registry_draft.hpp"

#include <fmt/format.h>
#include <string_view>
#include <unordered_map>

namespace config {
namespace {

void check_names(const RegistryDraft& draft, Report& report) {
    std::unordered_map<std::string_view, Place> first;
    for (std::size_t at = 0; at < draft.data.cookies.size(); ++at) {
        const std::string_view name = draft.data.cookies[at].name;
        const auto [found, is_new] = first.emplace(name, draft.cookie_places[at]);
        if (!is_new) {
            report.error(draft.cookie_places[at],
                         fmt::format("duplicate cookie name \"{}\" (first at {}:{})", name,
                                     found->second.line, found->second.column));
        }
    }
}

void check_exemptions(const RegistryDraft& draft, Report& report) {
    for (std::size_t at = 0; at < draft.data.categories.size(); ++at) {
        if (draft.data.categories[at].basis == consent::Basis::exempt &&
            !draft.data.consent.settings_url && !draft.data.pages) {
            report.error(draft.category_places[at],
                         "\"basis: exempt\" needs \"consent.settings_url\" or \"pages\": visitors "
                         "must be told of an exempt cookie and be able to object");
        }
    }
}

}   // namespace

void check_registry(const RegistryDraft& draft, Report& report) {
    check_names(draft, report);
    check_exemptions(draft, report);
    check_format(draft, report);
    check_pages(draft, report);
}

}   // namespace config

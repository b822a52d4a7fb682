#include "config/third_party_fields.hpp"

#include "config/host_name.hpp"

#include <algorithm>
#include <unordered_map>

namespace config {
namespace {

void read_host(const Value& value, ThirdPartyDraft& out, Report& report) {
    const auto text = read_name(value, report);
    if (!text) {
        return;
    }
    const auto host = parse_host_pattern(*text);
    if (!host || *host == "*") {
        refuse(value, report,
               fmt::format("must be a host or \"*.name\", without scheme, port and path, not "
                           "\"{}\"",
                           *text));
        return;
    }
    out.host = *host;
    out.host_place = value.node.place;
}

void read_category_id(const Value& value, ThirdPartyDraft& out, Report& report) {
    out.category = read_name(value, report).value_or("");
    out.category_place = value.node.place;
}

consent::CategoryIndex resolve(const ThirdPartyDraft& party, const RegistryDraft& draft,
                               Report& report) {
    const auto& categories = draft.data.categories;
    const auto found = std::ranges::find(categories, party.category, &consent::Category::id);
    if (found == categories.end()) {
        std::vector<std::string_view> ids;
        for (const consent::Category& category : categories) {
            ids.push_back(category.id);
        }
        report.error(party.category_place, fmt::format("unknown category \"{}\"{}", party.category,
                                                       suggestion(party.category, ids)));
        return consent::no_category;
    }
    const auto index = static_cast<consent::CategoryIndex>(found - categories.begin());
    if (consent::always_on(categories).contains(index)) {
        report.error(party.category_place,
                     fmt::format("the category \"{}\" is always on: no visitor could refuse \"{}\"",
                                 party.category, party.host));
    }
    return index;
}

}   // namespace

const Fields<ThirdPartyDraft>& third_party_fields() {
    static const Fields<ThirdPartyDraft> fields{
        required(custom_field<ThirdPartyDraft>("host", read_host)),
        required(custom_field<ThirdPartyDraft>("category", read_category_id)),
    };
    return fields;
}

void read_third_parties(const Value& value, RegistryDraft& draft, Report& report) {
    if (!expect_list(value, report)) {
        return;
    }
    std::unordered_map<std::string, Place> first;
    for (const Node& item : value.node.items) {
        ThirdPartyDraft party;
        read_mapping(item, "a third party", third_party_fields(), party, report);
        if (!party.host.empty()) {
            const auto [found, is_new] = first.emplace(party.host, party.host_place);
            if (!is_new) {
                report.error(party.host_place,
                             fmt::format("duplicate host \"{}\" (first at {}:{})", party.host,
                                         found->second.line, found->second.column));
            }
        }
        draft.third_parties.push_back(std::move(party));
    }
}

void settle_third_parties(RegistryDraft& draft, Report& report) {
    // More categories than a set can hold are a fault of their own.
    if (draft.data.categories.size() > consent::max_categories) {
        return;
    }
    for (const ThirdPartyDraft& party : draft.third_parties) {
        if (!party.category.empty()) {
            draft.data.third_parties.push_back({party.host, resolve(party, draft, report)});
        }
    }
}

}   // namespace config

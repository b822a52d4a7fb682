#include "config/registry_fields.hpp"

#include "config/category_fields.hpp"
#include "config/consent_fields.hpp"
#include "config/pages_fields.hpp"
#include "config/profile_reader.hpp"
#include "config/receipt_fields.hpp"
#include "config/third_party_fields.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace config {
namespace {

constexpr std::string_view format_version = "1";

void read_version(const Value& value, RegistryDraft& /*out*/, Report& report) {
    if (value.node.kind == Kind::sequence || value.node.kind == Kind::mapping ||
        value.node.text != format_version) {
        refuse(value, report,
               fmt::format("is an unknown format version{}; this version reads {}",
                           value.node.text.empty() ? "" : " " + value.node.text, format_version));
    }
}

void read_site(const Value& value, RegistryDraft& out, Report& report) {
    out.data.site = read_name(value, report).value_or("");
}

void read_revision(const Value& value, RegistryDraft& out, Report& report) {
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    out.data.revision = read_number<std::uint32_t>(value, report, 0, most).value_or(0);
}

void read_consent(const Value& value, RegistryDraft& out, Report& report) {
    if (read_mapping(value.node, "\"consent\"", consent_fields(), out.data.consent, report)) {
        check_consent(value.node, out.data.consent, report);
        out.consent = &value.node;
    }
}

void read_enforcement(const Value& value, RegistryDraft& out, Report& report) {
    read_mapping(value.node, "\"enforcement\"", enforcement_fields(), out.data.enforcement, report);
}

void read_pages_into(const Value& value, RegistryDraft& out, Report& report) {
    out.data.pages = read_pages(value, report);
}

void read_receipts_into(const Value& value, RegistryDraft& out, Report& report) {
    out.data.receipts = read_receipts(value, report);
}

void read_profile_name(const Value& value, RegistryDraft& out, Report& report) {
    const auto name = read_text(value, report);
    if (!name) {
        return;
    }
    const Profile* const profile = find_profile(*name);
    if (profile == nullptr) {
        report.error(value.node.place, fmt::format("unknown profile \"{}\"{}", *name,
                                                   suggestion(*name, profile_names())));
    } else if (std::count(out.profiles.begin(), out.profiles.end(), profile) != 0) {
        report.error(value.node.place, fmt::format("profile \"{}\" is named twice", *name));
    } else {
        out.profiles.push_back(profile);
    }
}

void read_profiles(const Value& value, RegistryDraft& out, Report& report) {
    if (!expect_list(value, report)) {
        return;
    }
    for (const Node& item : value.node.items) {
        read_profile_name({value.key, item}, out, report);
    }
}

void check_ids(const Value& value, const RegistryDraft& draft, Report& report) {
    std::unordered_map<std::string_view, Place> first;
    for (std::size_t at = 0; at < draft.data.categories.size(); ++at) {
        const Place place = place_of(value.node.items[at], "id");
        const std::string_view id = draft.data.categories[at].id;
        if (!id.empty() && !first.emplace(id, place).second) {
            report.error(place, fmt::format("duplicate category id \"{}\" (first at {}:{})", id,
                                            first[id].line, first[id].column));
        }
    }
}

void read_categories(const Value& value, RegistryDraft& out, Report& report) {
    // A second list under the same key is a fault already; it must not join the first.
    if (!expect_list(value, report) || !out.data.categories.empty()) {
        return;
    }
    if (value.node.items.empty()) {
        refuse(value, report, "must have at least one category");
    }
    for (const Node& item : value.node.items) {
        read_category(item, out, report);
    }
    if (value.node.items.size() > consent::max_categories) {
        report.error(value.node.items[consent::max_categories].place,
                     fmt::format("more than {} categories", consent::max_categories));
    }
    check_ids(value, out, report);
}

consent::CategoryIndex essential_category(const std::vector<consent::Category>& categories) {
    const auto by_id = std::find_if(categories.begin(), categories.end(),
                                    [](const auto& one) { return one.id == "essential"; });
    const auto found =
        by_id != categories.end()
            ? by_id
            : std::find_if(categories.begin(), categories.end(),
                           [](const auto& one) { return one.basis == consent::Basis::essential; });
    return found == categories.end()
               ? consent::no_category
               : static_cast<consent::CategoryIndex>(found - categories.begin());
}

void add_profiles(const RegistryDraft& draft, consent::RegistryData& data) {
    for (const Profile* profile : draft.profiles) {
        for (consent::CookieEntry& entry : read_profile(*profile)) {
            entry.category = essential_category(data.categories);
            data.cookies.push_back(std::move(entry));
        }
    }
}

}   // namespace

const Fields<RegistryDraft>& registry_fields() {
    static const Fields<RegistryDraft> fields{
        required(custom_field<RegistryDraft>("registry", read_version)),
        required(custom_field<RegistryDraft>("site", read_site)),
        custom_field<RegistryDraft>("revision", read_revision),
        required(custom_field<RegistryDraft>("consent", read_consent)),
        custom_field<RegistryDraft>("enforcement", read_enforcement),
        custom_field<RegistryDraft>("profiles", read_profiles),
        custom_field<RegistryDraft>("pages", read_pages_into),
        custom_field<RegistryDraft>("third_parties", read_third_parties),
        custom_field<RegistryDraft>("receipts", read_receipts_into),
        required(custom_field<RegistryDraft>("categories", read_categories)),
    };
    return fields;
}

consent::RegistryData read_registry(const Node& node, Report& report) {
    RegistryDraft draft;
    draft.root = &node;
    if (read_mapping(node, "a registry", registry_fields(), draft, report)) {
        settle_third_parties(draft, report);
        check_registry(draft, report);
        warn_registry(draft, place_of(node, "consent"), report);
    }
    consent::RegistryData data = draft.data;
    add_profiles(draft, data);
    return data;
}

}   // namespace config

#include "config/profile_reader.hpp"

#include "config/cookie_name.hpp"

#include <algorithm>
#include <stdexcept>

namespace config {
namespace {

std::optional<std::string> read_entry_name(const Value& value, Report& report) {
    auto name = read_name(value, report);
    if (name && fault_of_cookie_name(*name)) {
        refuse(value, report, *fault_of_cookie_name(*name));
        return std::nullopt;
    }
    return name;
}

consent::CookieEntry read_entry(const Node& item, Report& report) {
    consent::CookieEntry entry;
    read_mapping(item, "a cookie", profile_fields(), entry, report);
    entry.from_profile = true;
    return entry;
}

}   // namespace

const Profile* find_profile(std::string_view name) {
    const auto found = std::find_if(profiles().begin(), profiles().end(),
                                    [name](const Profile& one) { return one.name == name; });
    return found == profiles().end() ? nullptr : &*found;
}

std::vector<std::string_view> profile_names() {
    std::vector<std::string_view> names;
    for (const Profile& profile : profiles()) {
        names.push_back(profile.name);
    }
    return names;
}

const Fields<consent::CookieEntry>& profile_fields() {
    static const Fields<consent::CookieEntry> fields{
        required(field("name", &consent::CookieEntry::name, read_entry_name)),
        required(field("purpose", &consent::CookieEntry::purpose, read_text)),
    };
    return fields;
}

std::vector<consent::CookieEntry> read_profile(const Profile& profile) {
    Report report{std::string(profile.name)};
    std::vector<consent::CookieEntry> entries;
    const auto root = read_document(profile.yaml, profile.name, report);
    if (root && expect_list({profile.name, *root}, report)) {
        for (const Node& item : root->items) {
            entries.push_back(read_entry(item, report));
        }
    }
    if (report.has_errors()) {
        std::vector<Fault> faults;
        report.flush(faults);
        throw std::logic_error("a built-in profile is broken: " + to_string(faults.front()));
    }
    return entries;
}

}   // namespace config

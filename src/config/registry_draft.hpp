#pragma once

#include "config/document.hpp"
#include "config/profiles.hpp"
#include "config/report.hpp"
#include "consent/registry.hpp"

#include <vector>

namespace config {

/// Cookie entries as they are read, each with the place of its name.
struct EntryList {
    std::vector<consent::CookieEntry> entries;
    std::vector<Place> places;
};

/// One category as it is read.
struct CategoryDraft {
    consent::Category category;
    bool has_basis = false;
    EntryList cookies;
};

/// One third party as it is read; its category need not have been read yet.
struct ThirdPartyDraft {
    std::string host;   ///< in lower case; empty for one at fault
    Place host_place;
    std::string category;   ///< its id; empty for one at fault
    Place category_place;
};

/// A registry as it is read: `data` without its profiles' cookies, and what the checks need.
struct RegistryDraft {
    consent::RegistryData data;
    std::vector<Place> category_places;   ///< of each category's basis, or of its mapping
    std::vector<Place> cookie_places;     ///< of each name in data.cookies
    std::vector<const Profile*> profiles;
    std::vector<ThirdPartyDraft> third_parties;
    const Node* root = nullptr;      ///< the document's mapping; lives as long as the document
    const Node* consent = nullptr;   ///< the `consent:` mapping, in it
};

/// What the whole registry must be, and no single value says: unique names and ids, exemptions
/// that can be objected to.
void check_registry(const RegistryDraft& draft, Report& report);

/// What the format and the categories must be to one another: no words for categories that do not
/// exist, and a word for each that a visitor may refuse.
void check_format(const RegistryDraft& draft, Report& report);

/// What the pages and all else must be to one another: a format that can be written, a sign of the
/// choice, no receipts without forms. check_registry() asks for it.
void check_pages(const RegistryDraft& draft, Report& report);

/// The warnings about pages that say too little, and about tags that nothing holds back.
/// warn_registry() asks for it.
void warn_pages(const RegistryDraft& draft, Report& report);

/// The warnings about cookies in categories where they hardly belong, and about a choice that
/// nobody can change. `consent` is the place of the `consent:` mapping.
void warn_registry(const RegistryDraft& draft, Place consent, Report& report);

}   // namespace config

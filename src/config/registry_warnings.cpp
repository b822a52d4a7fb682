#include "config/known_cookies.hpp"
#include "config/registry_draft.hpp"
#include "consent/name_index.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace config {
namespace {

using consent::Category;
using consent::CookieEntry;

/// Why an entry is known: by its own name, or because it has caught a known one.
class KnownNames {
public:
    template <class Names>
    KnownNames(const Names& names, const std::vector<CookieEntry>& entries)
        : known_(names.begin(), names.end()), index_(entries) {
        for (const std::string_view name : names) {
            // What a pattern stands for: its literal bytes make one of its names.
            std::string sample(name);
            std::erase(sample, '*');
            samples_.push_back(std::move(sample));
        }
    }

    /// The known name, or an empty one.
    [[nodiscard]] std::string_view find(const CookieEntry& entry) const {
        for (std::size_t at = 0; at < known_.size(); ++at) {
            if (consent::matches(known_[at], entry.name) || index_.find(samples_[at]) == &entry) {
                return known_[at];
            }
        }
        return {};
    }

private:
    std::vector<std::string_view> known_;
    std::vector<std::string> samples_;
    consent::NameIndex index_;
};

void warn_entry(const CookieEntry& entry, const Category& category, Place place,
                const KnownNames& trackers, const KnownNames& sessions, Report& report) {
    const bool always_on = category.basis == consent::Basis::essential;
    const std::string_view known = (always_on ? trackers : sessions).find(entry);
    if (known.empty()) {
        return;
    }
    if (always_on) {
        report.warning(place, fmt::format("\"{}\" is known to track ({}), but the category \"{}\" "
                                          "is always on",
                                          entry.name, known, category.id));
    } else if (category.basis == consent::Basis::consent) {
        report.warning(place, fmt::format("\"{}\" is known as a session, CSRF or load balancer "
                                          "cookie ({}), but the category \"{}\" is off by default: "
                                          "log-ins and forms may break",
                                          entry.name, known, category.id));
    }
}

void warn_no_settings(const RegistryDraft& draft, Place consent, Report& report) {
    const auto& categories = draft.data.categories;
    const bool choice = std::any_of(categories.begin(), categories.end(), [](const Category& one) {
        return one.basis != consent::Basis::essential;
    });
    if (choice && !draft.data.consent.settings_url && !draft.data.pages) {
        report.warning(consent, "no \"settings_url\": visitors have no way to change the choice");
    }
}

}   // namespace

void warn_registry(const RegistryDraft& draft, Place consent, Report& report) {
    const std::vector<CookieEntry>& entries = draft.data.cookies;
    const KnownNames trackers(tracker_names(), entries);
    const KnownNames sessions(session_names(), entries);
    for (std::size_t at = 0; at < entries.size(); ++at) {
        if (entries[at].category < draft.data.categories.size()) {
            warn_entry(entries[at], draft.data.categories[entries[at].category],
                       draft.cookie_places[at], trackers, sessions, report);
        }
    }
    warn_no_settings(draft, consent, report);
    warn_pages(draft, report);
}

}   // namespace config

#pragma once

#include "config/report.hpp"
#include "config/settings.hpp"

#include <string>
#include <vector>

namespace config {

/// A host pattern and its place.
struct HostDraft {
    std::string pattern;
    Place place;
};

/// A site as it is read; `site.hosts` and `site.registry` come last.
struct SiteDraft {
    Site site;
    Place name_place;
    std::vector<HostDraft> hosts;
    std::string registry;   ///< the path as the file has it
};

/// A proxy configuration as it is read; `settings.sites` comes last.
struct SettingsDraft {
    Settings settings;
    std::vector<Place> listener_places;
    Place admin_place;
    std::vector<SiteDraft> sites;
};

/// What no single value says: each listener, site name and host once.
void check_settings(const SettingsDraft& draft, Report& report);

}   // namespace config

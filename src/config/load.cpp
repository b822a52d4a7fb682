#include "config/load.hpp"

#include "config/fingerprint.hpp"
#include "config/preview.hpp"
#include "config/receipt_fields.hpp"
#include "config/registry_fields.hpp"
#include "config/settings_fields.hpp"
#include "config/source.hpp"
#include "config/tls_files.hpp"

#include <iterator>
#include <unordered_map>

namespace config {
namespace {

namespace fs = std::filesystem;

using RegistryPointer = std::shared_ptr<const consent::Registry>;

/// `folder` is where the file lies, if it is one.
RegistryPointer build_registry(std::string_view text, const std::string& name,
                               const std::optional<fs::path>& folder, Report& report) {
    const auto root = read_document(text, name, report);
    if (!root) {
        return nullptr;
    }
    consent::RegistryData data = read_registry(*root, report);
    if (report.has_errors()) {
        return nullptr;
    }
    if (folder && data.receipts) {
        place_receipts(*data.receipts, *folder);
    }
    data.fingerprint = fingerprint(text);
    return std::make_shared<const consent::Registry>(std::move(data));
}

void note(const Report& report, FilesRead* files) {
    if (files != nullptr) {
        files->insert(files->end(), report.files().begin(), report.files().end());
    }
}

/// Loads each registry file once, however many sites name it.
class RegistryShelf {
public:
    RegistryShelf(fs::path folder, std::vector<Fault>& faults, FilesRead* files)
        : folder_(std::move(folder)), faults_(faults), files_(files) {}

    RegistryPointer get(const std::string& path) {
        const fs::path file = (folder_ / path).lexically_normal();
        const auto [found, is_new] = loaded_.try_emplace(file.string());
        if (is_new) {
            found->second = load_registry(file, faults_, files_);
        }
        return found->second;
    }

private:
    fs::path folder_;
    std::vector<Fault>& faults_;
    FilesRead* files_;
    std::unordered_map<std::string, RegistryPointer> loaded_;
};

void add_sites(std::vector<SiteDraft>& drafts, RegistryShelf& shelf, std::vector<Site>& sites,
               Report& report) {
    for (SiteDraft& draft : drafts) {
        if (!draft.registry.empty()) {
            draft.site.registry = shelf.get(draft.registry);
        }
        if (draft.site.registry) {
            warn_domain(draft, *draft.site.registry, report);
        }
        for (HostDraft& host : draft.hosts) {
            draft.site.hosts.push_back(std::move(host.pattern));
        }
        draft.site.upstream = std::move(draft.upstream);
        sites.push_back(std::move(draft.site));
    }
}

}   // namespace

RegistryPointer parse_registry(std::string_view text, const std::string& name,
                               std::vector<Fault>& faults) {
    Report report(name);
    RegistryPointer registry = build_registry(text, name, std::nullopt, report);
    report.flush(faults);
    return registry;
}

RegistryPointer load_registry(const fs::path& file, std::vector<Fault>& faults, FilesRead* files) {
    Report report(file.string());
    const auto text = read_file(file, report);
    RegistryPointer registry =
        text ? build_registry(*text, file.string(), file.parent_path(), report) : nullptr;
    note(report, files);
    report.flush(faults);
    return registry;
}

std::optional<Settings> load_settings(const fs::path& file, std::vector<Fault>& faults,
                                      FilesRead* files) {
    Report report(file.string());
    const auto text = read_file(file, report);
    const auto root = text ? read_document(*text, file.string(), report) : std::nullopt;
    if (!root) {
        note(report, files);
        report.flush(faults);
        return std::nullopt;
    }
    SettingsDraft draft = read_settings(*root, report);
    read_tls_files(draft, file.parent_path(), report);
    read_preview_tokens(draft, file.parent_path(), report);
    draft.settings.listeners.assign(std::make_move_iterator(draft.listeners.begin()),
                                    std::make_move_iterator(draft.listeners.end()));
    const bool good = !report.has_errors();
    note(report, files);
    std::vector<Fault> registry_faults;
    RegistryShelf shelf(file.parent_path(), registry_faults, files);
    add_sites(draft.sites, shelf, draft.settings.sites, report);
    report.flush(faults);
    const bool good_registries = !has_errors(registry_faults);
    faults.insert(faults.end(), registry_faults.begin(), registry_faults.end());
    return good && good_registries ? std::optional(std::move(draft.settings)) : std::nullopt;
}

}   // namespace config

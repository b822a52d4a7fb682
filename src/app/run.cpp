#include "app/run.hpp"

#include "config/load.hpp"
#include "config/preview.hpp"

#include <cstddef>
#include <iterator>
#include <utility>

namespace app {

namespace {

std::optional<config::Settings> load_direct(const RunOptions& options,
                                            std::vector<config::Fault>& faults,
                                            config::FilesRead& files) {
    auto registry = config::load_registry(*options.registry, faults, &files);
    if (!registry || config::has_errors(faults)) {
        return std::nullopt;
    }
    config::Settings settings;
    settings.listeners.push_back({config::default_listener, {}});
    config::Site site;
    site.name = registry->site();
    site.hosts = {"*"};
    site.upstream = *options.upstream;
    site.registry = std::move(registry);
    settings.sites.push_back(std::move(site));
    return settings;
}

}   // namespace

void apply(const RunOptions& options, config::Settings& settings) {
    if (options.listen) {
        settings.listeners.erase(std::next(settings.listeners.begin()), settings.listeners.end());
        settings.listeners.front().endpoint = *options.listen;
    }
    if (options.trusted_proxies) {
        for (auto& listener : settings.listeners) {
            listener.trusted_proxies = *options.trusted_proxies;
        }
    }
    settings.admin = options.admin.value_or(settings.admin);
    settings.workers = options.workers.value_or(settings.workers);
    settings.log.level = options.log_level.value_or(settings.log.level);
    settings.log.format = options.log_format.value_or(settings.log.format);
    settings.log.access = settings.log.access && !options.no_access_log;
    settings.watch = settings.watch && !options.no_watch;
}

namespace {

// The flag's token is for every site, as the other flags are.
void load_preview(const RunOptions& options, config::Settings& settings,
                  std::vector<config::Fault>& faults, config::FilesRead& files) {
    if (!options.preview_token_file) {
        return;
    }
    config::Report report(options.preview_token_file->string());
    const std::string token = config::load_preview_token({*options.preview_token_file, {}}, report);
    files.insert(files.end(), report.files().begin(), report.files().end());
    report.flush(faults);
    for (config::Site& site : settings.sites) {
        site.preview_token = token;
    }
}

}   // namespace

LoadSettings make_loader(RunOptions options) {
    return [options = std::move(options)](std::vector<config::Fault>& faults,
                                          config::FilesRead& files) {
        std::vector<config::Fault> found;
        auto settings = options.config ? config::load_settings(*options.config, found, &files)
                                       : load_direct(options, found, files);
        if (settings) {
            load_preview(options, *settings, found, files);
        }
        if (config::has_errors(found)) {
            settings.reset();
        }
        faults.insert(faults.end(), found.begin(), found.end());
        if (settings) {
            apply(options, *settings);
        }
        return settings;
    };
}

int run(const RunOptions& options, const Serve& serve) {
    return serve(make_loader(options), {});
}

}   // namespace app

#include "app/drift.hpp"

#include "app/faults.hpp"
#include "app/page_file.hpp"
#include "config/load.hpp"
#include "survey/drift.hpp"

#include <fmt/format.h>

namespace app {

namespace {

std::shared_ptr<const consent::Registry> load(const std::filesystem::path& file,
                                              std::ostream& err) {
    std::vector<config::Fault> faults;
    auto registry = config::load_registry(file, faults);
    if (!registry) {
        print(faults, err);
    }
    return registry;
}

std::optional<survey::ReadTraffic> read(const consent::Registry& registry,
                                        const survey::Inputs& inputs, std::istream& in,
                                        std::ostream& err) {
    auto traffic = survey::read_traffic(registry, inputs, in);
    if (!traffic) {
        err << traffic.error() << '\n';
        return std::nullopt;
    }
    if (traffic->lines_left_out > 0) {
        err << fmt::format("{} lines are no access lines in JSON and were left out\n",
                           traffic->lines_left_out);
    }
    return *std::move(traffic);
}

}   // namespace

int drift(const DriftOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
    const auto registry = load(options.registry, err);
    if (!registry) {
        return 1;
    }
    survey::Witnesses witnesses;
    witnesses.strict = options.strict;
    std::optional<survey::Page> page;
    if (options.page) {
        page = load_page(*options.page, err);
        if (!page) {
            return 1;
        }
        witnesses.page = &*page;
        for (const auto& note : page->notes) {
            if (note.unread) {
                print_note(*options.page, note, err);
            }
        }
    }
    std::optional<survey::ReadTraffic> traffic;
    if (!options.inputs.logs.empty() || !options.inputs.hars.empty()) {
        traffic = read(*registry, options.inputs, in, err);
        if (!traffic) {
            return 1;
        }
        witnesses.traffic = &traffic->traffic;
    }
    const auto differences = survey::find_drift(*registry, witnesses);
    for (const auto& difference : differences) {
        out << survey::to_string(difference) << '\n';
    }
    out.flush();
    return differences.empty() ? 0 : 1;
}

}   // namespace app

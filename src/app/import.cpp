#include "app/import.hpp"

#include "app/faults.hpp"
#include "app/page_file.hpp"
#include "config/load.hpp"
#include "survey/import.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <fstream>
#include <system_error>

namespace app {

namespace {

/// A draft that a proxy would refuse is a fault of ours; it is not handed on.
bool is_good(const std::string& yaml, std::ostream& err) {
    std::vector<config::Fault> faults;
    if (config::parse_registry(yaml, "draft.yaml", faults)) {
        return true;
    }
    err << "consent-proxy import: the draft is no good registry; please report this\n";
    print(faults, err);
    return false;
}

bool write_file(const std::filesystem::path& file, const std::string& text, std::ostream& err) {
    std::ofstream stream(file, std::ios::binary);
    stream << text;
    stream.close();
    if (stream.fail()) {
        err << fmt::format("{}:1:1: error: cannot write the file: {}\n", file.string(),
                           std::generic_category().message(errno));
    }
    return !stream.fail();
}

bool has_cookies(const survey::Draft& draft) {
    for (const auto& category : draft.categories) {
        if (!category.cookies.empty()) {
            return true;
        }
    }
    return false;
}

}   // namespace

int import_page(const ImportOptions& options, std::ostream& out, std::ostream& err) {
    const auto page = load_page(options.page, err);
    if (!page) {
        return 1;
    }
    const auto draft = survey::draft_registry(*page, options.site);
    for (const auto& note : draft.notes) {
        print_note(options.page, note, err);
    }
    if (!has_cookies(draft)) {
        err << fmt::format("{}:1:1: error: no cookie found on this page\n",
                           page_name(options.page));
        return 1;
    }
    const std::string yaml = survey::to_yaml(draft, page_name(options.page));
    if (!is_good(yaml, err)) {
        return 1;
    }
    if (options.output) {
        return write_file(*options.output, yaml, err) ? 0 : 1;
    }
    out << yaml;
    out.flush();
    return 0;
}

}   // namespace app

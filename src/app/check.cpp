#include "app/check.hpp"

#include "app/faults.hpp"
#include "config/load.hpp"

namespace app {

namespace {

std::vector<config::Fault> faults_of(const CheckOptions::File& file) {
    std::vector<config::Fault> faults;
    if (file.kind == CheckOptions::Kind::config) {
        static_cast<void>(config::load_settings(file.path, faults));
    } else {
        static_cast<void>(config::load_registry(file.path, faults));
    }
    return faults;
}

}   // namespace

int check(const CheckOptions& options, std::ostream& out, std::ostream& err) {
    bool failed = false;
    for (const auto& file : options.files) {
        const auto faults = faults_of(file);
        print(faults, err);
        if (config::has_errors(faults)) {
            failed = true;
        } else {
            out << file.path.string() << ": ok\n";
        }
    }
    return failed ? 1 : 0;
}

}   // namespace app

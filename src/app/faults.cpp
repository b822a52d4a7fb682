#include "app/faults.hpp"

namespace app {

void print(const std::vector<config::Fault>& faults, std::ostream& out) {
    for (const auto& fault : faults) {
        out << config::to_string(fault) << '\n';
    }
    out.flush();
}

}   // namespace app

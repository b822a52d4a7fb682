#include "config/lifetimes.hpp"

namespace config {
namespace {

constexpr std::chrono::days browser_limit{400};

}   // namespace

std::optional<consent::Lifetime> read_lifetime(const Value& value, Report& report) {
    const auto text = read_text(value, report);
    if (!text) {
        return std::nullopt;
    }
    const auto lifetime = consent::parse_lifetime(*text);
    if (!lifetime) {
        refuse(value, report,
               fmt::format("must be a number and a unit from seconds to years (as in 1 year), or "
                           "Session, not \"{}\"",
                           *text));
    } else if (lifetime->duration > browser_limit) {
        report.warning(
            value.node.place,
            fmt::format("\"{}\" is over 400 days; browsers keep no cookie longer", value.key));
    }
    return lifetime;
}

}   // namespace config

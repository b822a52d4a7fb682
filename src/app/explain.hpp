#pragma once

#include "app/options.hpp"
#include "consent/decision.hpp"
#include "consent/registry.hpp"
#include "consent/visitor.hpp"

#include <chrono>
#include <ostream>
#include <string>
#include <vector>

namespace app {

/// One cookie of one of the two headers, and what enforcing would do with it.
struct ExplainedCookie {
    bool of_response = false;   ///< from a Set-Cookie, else from the Cookie field
    consent::Decision decision;
};

/// What the proxy makes of one visitor's Cookie field and a response's Set-Cookie fields. Views
/// the registry and the options that it was made from.
struct Explanation {
    const consent::Registry* registry;
    consent::Visitor visitor;
    std::vector<ExplainedCookie> cookies;   ///< of --cookie first, then one for each --set-cookie
};

[[nodiscard]] Explanation explain(const consent::Registry& registry, const ExplainOptions& options,
                                  std::chrono::system_clock::time_point now);

/// For people: the policy and a table. Names alone, never a value; bytes that a terminal would
/// act on are shown as `?`.
[[nodiscard]] std::string to_text(const Explanation& explanation);

/// For machines, in one line; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string to_json(const Explanation& explanation);

/// `consent-proxy explain`; the exit code.
int explain(const ExplainOptions& options, std::ostream& out, std::ostream& err);

}   // namespace app

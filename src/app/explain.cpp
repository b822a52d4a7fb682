#include "app/explain.hpp"

#include "app/faults.hpp"
#include "config/load.hpp"
#include "consent/cookie.hpp"

namespace app {

Explanation explain(const consent::Registry& registry, const ExplainOptions& options,
                    std::chrono::system_clock::time_point now) {
    consent::VisitorReader reader(registry);
    if (options.cookie) {
        reader.add(*options.cookie);
    }
    Explanation explanation{&registry, reader.finish(), {}};
    const auto& policy = explanation.visitor.policy;
    if (options.cookie) {
        consent::CrumbReader crumbs(*options.cookie);
        while (const auto crumb = crumbs.next()) {
            const auto decision =
                consent::decide_cookie(registry, policy, crumb->name, crumb->value);
            explanation.cookies.push_back({false, decision});
        }
    }
    for (const auto& field : options.set_cookies) {
        const auto decision = consent::decide_set_cookie(registry, policy, field, now);
        explanation.cookies.push_back({true, decision});
    }
    return explanation;
}

int explain(const ExplainOptions& options, std::ostream& out, std::ostream& err) {
    std::vector<config::Fault> faults;
    const auto registry = config::load_registry(options.registry, faults);
    if (!registry) {
        print(faults, err);
        return 1;
    }
    const auto explanation = explain(*registry, options, std::chrono::system_clock::now());
    out << (options.json ? to_json(explanation) + '\n' : to_text(explanation));
    return 0;
}

}   // namespace app

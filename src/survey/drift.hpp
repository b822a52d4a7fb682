#pragma once

#include "consent/registry.hpp"
#include "survey/page.hpp"
#include "survey/traffic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// One difference between page, registry and traffic.
struct Difference {
    std::string_view kind;   ///< `page-only`, `registry-only`, `category`, `expiry`,
                             ///< `traffic-only`, `unseen`
    std::string name;        ///< of the cookie, or its entry
    std::string detail;
};

/// What is held against a registry; null: not given.
struct Witnesses {
    const Page* page = nullptr;
    const Traffic* traffic = nullptr;
    bool strict = false;   ///< a listed cookie that was never seen is a difference
};

/// Holds page and traffic against a registry. The consent state and the cookies of profiles need
/// not stand on the page. Categories are compared where a page's heading or column names one;
/// expiries where page and registry give both. The page's come first, in its order, then those of
/// the registry in its, then the traffic's by name.
[[nodiscard]] std::vector<Difference> find_drift(const consent::Registry& registry,
                                                 const Witnesses& witnesses);

/// `KIND: NAME: DETAIL`
[[nodiscard]] std::string to_string(const Difference& difference);

}   // namespace survey

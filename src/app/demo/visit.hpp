#pragma once

#include "consent/registry.hpp"
#include "consent/visitor.hpp"

#include <set>
#include <string>

namespace app::demo {

/// What the site knows of the visitor behind one request.
struct Visit {
    consent::Visitor visitor;
    std::set<std::string, std::less<>> cookies;   ///< the names that reached the site
    unsigned basket = 0;
    /// The name that the visitor calls the site by where that is this machine, so that what else
    /// the demo serves can be reached; else empty.
    std::string local_name;
    std::string port;   ///< that the visitor came to; empty: the default one
};

}   // namespace app::demo

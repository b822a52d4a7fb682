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
};

}   // namespace app::demo

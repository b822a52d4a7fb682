#pragma once

#include "consent/category.hpp"

namespace consent {

/// The choice of one visitor, decoded, as it holds for one exchange.
struct Policy {
    CategorySet granted;       ///< everything that is on, the always-on categories included
    bool first_visit = true;   ///< no usable consent cookie: the default policy holds
    CategorySet signalled{};   ///< off only because the browser objects (Sec-GPC)
};

}   // namespace consent

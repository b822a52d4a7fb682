#pragma once

#include "app/demo/other_site.hpp"

#include <cstdint>
#include <string>

namespace app::demo {

/// A host that the proxy gives pages in the other style.
inline constexpr std::string_view plain_host = "plain.localhost";

/// What stands around the site, for its pages to show. Outlives the site.
struct Surroundings {
    const OtherSite& counter;
    const OtherSite& adverts;
    std::string counter_url;   ///< `http://127.0.0.2:PORT`
    std::string adverts_url;
    std::uint16_t port = 0;      ///< of the site itself: no proxy is before it there
    std::string receipts_file;   ///< where the proxy keeps receipts; empty: nowhere
};

}   // namespace app::demo

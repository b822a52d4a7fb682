#pragma once

#include "survey/host_filter.hpp"
#include "survey/traffic.hpp"

#include <boost/system/result.hpp>
#include <cstdint>
#include <istream>
#include <string>

namespace survey {

/// What a HAR held.
struct HarCount {
    std::uint64_t entries = 0;
    std::uint64_t elsewhere = 0;   ///< entries of other hosts
    bool any_cookie = false;       ///< did any entry, of any host, have one?
};

/// Adds the entries of a HAR (version 1.2, as browsers save it) to `traffic`. Bodies are dropped
/// while it is read, and values never leave this function. `visitor` tells one HAR from the next.
/// With no hosts given, the site is that of the first document (HostFilter::site_of). The error
/// is a sentence.
[[nodiscard]] boost::system::result<HarCount, std::string> read_har(std::istream& in,
                                                                    HostFilter hosts,
                                                                    const std::string& visitor,
                                                                    Traffic& traffic);

}   // namespace survey

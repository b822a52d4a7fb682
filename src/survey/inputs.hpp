#pragma once

#include "survey/traffic.hpp"

#include <boost/system/result.hpp>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <string>
#include <vector>

namespace survey {

/// Where recorded traffic is read from.
struct Inputs {
    std::vector<std::string> logs;   ///< JSON access logs of the proxy, in the order of time; `-`
                                     ///< is standard input
    std::vector<std::filesystem::path> hars;
    std::vector<std::string> hosts;   ///< exact or `*.x`; empty: a log's whole, the HAR's own site
    std::string site;                 ///< of a log with several; empty: all
};

/// What was read, and what was not; for people.
struct ReadTraffic {
    Traffic traffic;
    std::uint64_t lines_left_out = 0;   ///< of logs: no JSON access lines
    std::vector<std::string> notes;     ///< each a sentence
};

/// Reads all inputs. The error is one line that names the file.
[[nodiscard]] boost::system::result<ReadTraffic, std::string> read_traffic(
    const consent::Registry& registry, const Inputs& inputs, std::istream& standard_input);

}   // namespace survey

#pragma once

#include <boost/system/result.hpp>
#include <istream>
#include <string>
#include <vector>

namespace survey {

using CsvRow = std::vector<std::string>;

/// Reads a whole CSV file (RFC 4180; LF, CRLF and a byte order mark are taken; a field of several
/// lines has to be quoted). Blank lines are left out; rows may differ in length. The error
/// is the end of a sentence and names the row.
[[nodiscard]] boost::system::result<std::vector<CsvRow>, std::string> read_csv(std::istream& in);

}   // namespace survey

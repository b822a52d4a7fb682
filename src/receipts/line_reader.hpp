#pragma once

#include "receipts/filter.hpp"

#include <boost/system/result.hpp>
#include <functional>
#include <string>

namespace receipts {

/// What is done with each receipt, and with each line or row that is none (`FILE:LINE: error:
/// ...`).
using Take = std::function<void(Receipt)>;
using TellFault = std::function<void(const std::string&)>;

/// Reads a file of lines and those that were rotated away from it (`FILE.1`, `FILE.2`, ...), the
/// oldest first; one that is rotated meanwhile is read once. Lines that are no receipt are told and
/// skipped, blank ones skipped. The error is a sentence: none of the files is there, or one cannot
/// be read.
[[nodiscard]] boost::system::result<void, std::string> read_lines(const std::string& path,
                                                                  const Filter& filter,
                                                                  const Take& take,
                                                                  const TellFault& tell);

}   // namespace receipts

#pragma once

#include "receipts/line_reader.hpp"

namespace receipts {

/// Reads the table that SqliteStore writes, the oldest first, while it is written too. Rows that
/// are no receipt are told by their id and skipped. The error is a sentence.
[[nodiscard]] boost::system::result<void, std::string> read_sqlite(const std::string& path,
                                                                   const Filter& filter,
                                                                   const Take& take,
                                                                   const TellFault& tell);

}   // namespace receipts

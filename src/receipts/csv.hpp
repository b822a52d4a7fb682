#pragma once

#include "receipts/receipt.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace receipts {

/// One record of CSV with its CRLF; fields with a comma, a quote or a line end are quoted.
/// Source: RFC 4180 section 2.
[[nodiscard]] std::string csv_record(std::initializer_list<std::string_view> fields);

/// `time,id,site,revision,registry,how,granted,refused`
[[nodiscard]] std::string csv_head();

/// A receipt under that head; the categories that were granted, and those that were refused, each
/// separated by a space.
[[nodiscard]] std::string to_csv(const Receipt& receipt);

/// The ids of the categories of one kind, in their order, separated by a space.
[[nodiscard]] std::string categories(const Receipt& receipt, bool granted);

}   // namespace receipts

#pragma once

#include "receipts/receipt.hpp"

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

namespace receipts {

/// One JSON object on one line, its line feed included; the choices in their order:
///
///     {"time":"2026-11-22T04:00:00.123Z","id":"...","site":"...","revision":0,
///      "registry":"sha256:...","how":"accepted","choices":{"essential":true,"usage":true}}
[[nodiscard]] std::string to_json_line(const Receipt& receipt);

/// The choices alone: `{"essential":true,"usage":false}`.
[[nodiscard]] std::string to_json(const std::vector<Choice>& choices);

/// Reads such a line, with its line feed or without. Keys that it does not know are left aside. The
/// error says what is wrong.
[[nodiscard]] boost::system::result<Receipt, std::string> parse_json_line(std::string_view line);

/// Reads the choices alone.
[[nodiscard]] boost::system::result<std::vector<Choice>, std::string> parse_choices(
    std::string_view text);

}   // namespace receipts

#pragma once

#include "survey/page_block.hpp"

#include <optional>
#include <string>
#include <vector>

namespace survey {

/// Something about one line of a page.
struct PageNote {
    unsigned line = 0;
    std::string message;
    bool unread = false;   ///< a row of cookies that could not be read
};

/// What a page says of one or several cookies, in the page's words.
struct PageRecord {
    unsigned line = 0;
    std::string section;   ///< of a row that spans the table above this one
    std::string names;
    std::string purpose;
    std::string expiry;
    bool has_expiry_column = false;
    std::string category;
    std::string provider;
};

/// Reads a table of cookies, whichever way it is turned: heads in the first row, or down the first
/// column. What is not read is said in `notes`.
[[nodiscard]] std::vector<PageRecord> read_records(const Block& table,
                                                   std::vector<PageNote>& notes);

/// Reads an item of a list that is about cookies; nothing for any other.
///
///     item   = names [ ( " - " / ": " / " " ) purpose ] [ expiry ]
///     expiry = "(" expiry ")" / "expires after" expiry / ...    ; see split_told_expiry
///
/// The names are code, look like names, or the item tells an expiry.
[[nodiscard]] std::optional<PageRecord> read_item(const Block& item);

}   // namespace survey

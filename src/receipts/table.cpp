#include "receipts/table.hpp"

#include "receipts/csv.hpp"
#include "receipts/receipt_time.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace receipts {
namespace {

/// As a terminal may see it.
std::string printable(std::string text) {
    std::ranges::replace_if(
        text, [](char byte) { return byte < 0x20 || byte > 0x7e; }, '?');
    return text.empty() ? "-" : text;
}

}   // namespace

std::string to_table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::vector<std::string>> shown;
    std::vector<std::size_t> widths(rows.front().size());
    for (const auto& row : rows) {
        auto& cells = shown.emplace_back();
        for (std::size_t column = 0; column < row.size(); ++column) {
            cells.push_back(printable(row[column]));
            widths[column] = std::max(widths[column], cells.back().size());
        }
    }
    std::string text;
    for (const auto& row : shown) {
        for (std::size_t column = 0; column + 1 < row.size(); ++column) {
            text += fmt::format("{:<{}}  ", row[column], widths[column]);
        }
        text += row.back() + '\n';
    }
    return text;
}

std::string to_table(std::span<const Receipt> receipts) {
    std::vector<std::vector<std::string>> rows{
        {"TIME", "ID", "SITE", "REVISION", "HOW", "GRANTED", "REFUSED"}};
    for (const Receipt& receipt : receipts) {
        rows.push_back({to_text(receipt.time), receipt.id, receipt.site,
                        std::to_string(receipt.revision), std::string(to_string(receipt.how)),
                        categories(receipt, true), categories(receipt, false)});
    }
    return to_table(rows);
}

}   // namespace receipts

#pragma once

#include "receipts/json_line.hpp"
#include "receipts/line_reader.hpp"
#include "receipts/receipt_id.hpp"
#include "receipts/receipt_time.hpp"
#include "receipts/sqlite_reader.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace receipts {

inline Time time_of(std::string_view text) {
    return parse_time(text).value();
}

/// A receipt of one site; the number tells one from the other.
inline Receipt sample(unsigned number = 0, const std::string& site = "GOV.UK") {
    Receipt receipt;
    receipt.time = time_of("2026-11-22T04:00:00.123Z") + std::chrono::seconds(number);
    receipt.id = "0123456789abcdefghjkm" + std::to_string(10000 + number);
    receipt.site = site;
    receipt.registry = "sha256:00ff";
    receipt.how = How::saved;
    receipt.choices = {{"essential", true}, {"usage", number % 2 == 0}};
    return receipt;
}

inline std::vector<Receipt> samples(unsigned count, unsigned first = 0) {
    std::vector<Receipt> all;
    for (unsigned number = 0; number < count; ++number) {
        all.push_back(sample(first + number));
    }
    return all;
}

inline std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// What reading gave.
struct ReadBack {
    std::vector<Receipt> receipts;
    std::vector<std::string> faults;
    std::string error;
};

inline ReadBack read_back(const std::filesystem::path& path, const Filter& filter = {},
                          bool sqlite = false) {
    ReadBack back;
    const auto read = (sqlite ? read_sqlite : read_lines)(
        path.string(), filter,
        [&](Receipt receipt) { back.receipts.push_back(std::move(receipt)); },
        [&](const std::string& fault) { back.faults.push_back(fault); });
    if (!read) {
        back.error = read.error();
    }
    return back;
}

}   // namespace receipts

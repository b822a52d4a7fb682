#pragma once

#include "receipts/receipt.hpp"
#include "receipts/receipt_time.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace receipts {

/// How often each was chosen, for each site and revision.
class Counts {
public:
    void add(const Receipt& receipt);

    /// As tables, as one JSON document on one line, as CSV
    /// (`site,revision,kind,name,receipts`).
    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] std::string to_json() const;
    [[nodiscard]] std::string to_csv() const;

private:
    struct Key {
        std::string site;
        std::uint32_t revision = 0;

        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Category {
        std::string id;
        std::uint64_t granted = 0;
        std::uint64_t refused = 0;
    };
    struct Entry {
        std::array<std::uint64_t, 3> how{};   ///< by How
        std::vector<Category> categories;     ///< in the order in which they turned up

        [[nodiscard]] std::uint64_t receipts() const { return how[0] + how[1] + how[2]; }
    };

    std::uint64_t receipts_ = 0;
    std::optional<Time> first_;
    std::optional<Time> last_;
    std::map<Key, Entry> entries_;
};

}   // namespace receipts

#pragma once

#include "receipts/receipt.hpp"
#include "receipts/receipt_time.hpp"

#include <optional>
#include <string>

namespace receipts {

/// Which receipts are asked for; what is not set does not count.
struct Filter {
    std::optional<Time> since;         ///< at this time or later
    std::optional<Time> until;         ///< before this time
    std::optional<std::string> id;     ///< as it was written down: `read_receipt_id`
    std::optional<std::string> site;   ///< byte for byte

    [[nodiscard]] bool fits(const Receipt& receipt) const {
        return (!since || receipt.time >= *since) && (!until || receipt.time < *until) &&
               (!id || receipt.id == *id) && (!site || receipt.site == *site);
    }
};

}   // namespace receipts

#pragma once

#include "consent/registry.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace receipts {

/// By which button: accept all, reject all, or the settings form.
enum class How : std::uint8_t { accepted, rejected, saved };

/// `accepted`, `rejected`, `saved`.
[[nodiscard]] std::string_view to_string(How how);
[[nodiscard]] std::optional<How> parse_how(std::string_view text);

/// What was chosen for one category.
struct Choice {
    std::string category;   ///< its id
    bool granted = false;

    friend bool operator==(const Choice&, const Choice&) = default;
};

/// The record of one choice that a visitor made: no address, no cookie, no browser; nothing tells
/// whose it is but the id that the visitor was shown.
struct Receipt {
    std::chrono::system_clock::time_point time;   ///< of the choice, to the millisecond
    std::string id;
    std::string site;             ///< as the registry names it
    std::uint32_t revision = 0;   ///< of the registry
    std::string registry;         ///< `sha256:HEX` of the registry file; empty for one in memory
    How how = How::saved;
    std::vector<Choice> choices;   ///< in the order of the registry

    friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// A receipt with an id of its own.
[[nodiscard]] Receipt make_receipt(const consent::Registry& registry, consent::CategorySet granted,
                                   How how, std::chrono::system_clock::time_point time);

}   // namespace receipts

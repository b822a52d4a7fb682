#pragma once

#include "consent/cookie_entry.hpp"

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace consent {

/// Does `*` in the pattern, any run of bytes, make it match the whole name? Byte for byte.
/// One search of the name for each `*`; no recursion, no going back.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view name);

/// The literal bytes of a pattern: everything but `*`.
[[nodiscard]] std::size_t literal_bytes(std::string_view pattern);

/// Finds the entry of a cookie name among exact names and patterns. Exact beats pattern, more
/// literal bytes beat fewer, earlier beats later. Holds pointers into `entries`.
class NameIndex {
public:
    NameIndex() = default;
    explicit NameIndex(std::span<const CookieEntry> entries);

    /// Null where nothing matches, and for an empty name: a nameless cookie is in no registry.
    [[nodiscard]] const CookieEntry* find(std::string_view name) const;

private:
    /// Length, first and last eight bytes: what tells cookie names apart. The names in the index
    /// are the registry's; nobody can choose ones that collide.
    struct NameHash {
        using is_avalanching = void;
        std::size_t operator()(std::string_view name) const;
    };

    struct Pattern {
        std::string_view prefix;   ///< before the first `*`
        std::string_view suffix;   ///< after the last
        bool simple;               ///< with one `*` alone, so that these two decide
        const CookieEntry* entry;
    };

    boost::unordered_flat_map<std::string_view, const CookieEntry*, NameHash> exact_;
    /// One run for each byte that a name may begin with, best first; a pattern that begins with
    /// `*` is in every run.
    std::vector<Pattern> patterns_;
    std::array<std::size_t, 257> runs_{};   ///< where each run begins, and where the last ends
};

}   // namespace consent

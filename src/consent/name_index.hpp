#pragma once

#include "bytes/hash.hpp"
#include "consent/cookie_entry.hpp"

#include <algorithm>
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
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
    [[nodiscard]] const CookieEntry* find(std::string_view name) const {
        if (name.empty()) {
            return nullptr;
        }
        // Most names that nobody lists are none by their first byte and their size already.
        const Begin& begin = begins_[static_cast<unsigned char>(name.front())];
        return (begin.sizes & size_bit(name.size())) == 0 ? nullptr : find(name, begin);
    }

private:
    struct NameHash {
        using is_avalanching = void;
        std::size_t operator()(std::string_view name) const { return bytes::hash(name); }
    };

    /// What begins with one byte.
    struct Begin {
        std::uint64_t sizes = 0;    ///< a bit for each size that a name may have
        std::size_t patterns = 0;   ///< where its run of patterns begins, and where it ends
        std::size_t patterns_end = 0;
    };

    /// The last is for 63 bytes and more.
    static std::uint64_t size_bit(std::size_t size) {
        return std::uint64_t{1} << std::min<std::size_t>(size, 63);
    }

    struct Pattern {
        std::string_view prefix;   ///< before the first `*`
        std::string_view suffix;   ///< after the last
        bool simple;               ///< with one `*` alone, so that these two decide
        const CookieEntry* entry;
    };

    [[nodiscard]] const CookieEntry* find(std::string_view name, const Begin& begin) const;

    boost::unordered_flat_map<std::string_view, const CookieEntry*, NameHash> exact_;
    /// One run for each byte that a name may begin with, best first; a pattern that begins with
    /// `*` is in every run.
    std::vector<Pattern> patterns_;
    std::array<Begin, 256> begins_{};
};

}   // namespace consent

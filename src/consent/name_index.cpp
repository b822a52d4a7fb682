#include "consent/name_index.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace consent {
namespace {

bool is_pattern(std::string_view name) {
    return name.find('*') != std::string_view::npos;
}

bool stands_around(std::string_view prefix, std::string_view suffix, std::string_view name) {
    return name.size() >= prefix.size() + suffix.size() && name.starts_with(prefix) &&
           name.ends_with(suffix);
}

template <class Word>
std::uint64_t load(const char* bytes) {
    Word word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

std::vector<const CookieEntry*> best_first(std::span<const CookieEntry> entries) {
    std::vector<const CookieEntry*> patterns;
    for (const CookieEntry& entry : entries) {
        if (is_pattern(entry.name)) {
            patterns.push_back(&entry);
        }
    }
    std::ranges::stable_sort(patterns, std::ranges::greater{},
                             [](const CookieEntry* entry) { return literal_bytes(entry->name); });
    return patterns;
}

}   // namespace

bool matches(std::string_view pattern, std::string_view name) {
    const auto first = pattern.find('*');
    if (first == std::string_view::npos) {
        return pattern == name;
    }
    const auto last = pattern.rfind('*');
    const std::string_view prefix = pattern.substr(0, first);
    const std::string_view suffix = pattern.substr(last + 1);
    if (!stands_around(prefix, suffix, name)) {
        return false;
    }
    name = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    // The leftmost place is as good as any: what is left for the next literal is longest then.
    for (auto star = first; star != last;) {
        const auto next = pattern.find('*', star + 1);
        const std::string_view literal = pattern.substr(star + 1, next - star - 1);
        const auto at = name.find(literal);
        if (at == std::string_view::npos) {
            return false;
        }
        name.remove_prefix(at + literal.size());
        star = next;
    }
    return true;
}

std::size_t literal_bytes(std::string_view pattern) {
    return pattern.size() - static_cast<std::size_t>(std::ranges::count(pattern, '*'));
}

// The two words overlap where the name is shorter than both; no byte of up to 16 is left out.
std::size_t NameIndex::NameHash::operator()(std::string_view name) const {
    const char* const begin = name.data();
    const char* const end = begin + name.size();
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (name.size() >= sizeof(std::uint64_t)) {
        first = load<std::uint64_t>(begin);
        last = load<std::uint64_t>(end - sizeof(std::uint64_t));
    } else if (name.size() >= sizeof(std::uint32_t)) {
        first = load<std::uint32_t>(begin);
        last = load<std::uint32_t>(end - sizeof(std::uint32_t));
    } else if (!name.empty()) {
        first = load<std::uint8_t>(begin) << 8U | load<std::uint8_t>(begin + name.size() / 2);
        last = load<std::uint8_t>(end - 1);
    }
    std::uint64_t hash = (first ^ name.size() << 56U) * 0x9e3779b97f4a7c15U;
    hash = (hash ^ hash >> 32U ^ last) * 0xd6e8feb86659fd93U;
    return hash ^ hash >> 32U;
}

NameIndex::NameIndex(std::span<const CookieEntry> entries) {
    for (const CookieEntry& entry : entries) {
        if (!is_pattern(entry.name)) {
            exact_.try_emplace(entry.name, &entry);
        }
    }
    const std::vector<const CookieEntry*> patterns = best_first(entries);
    for (std::size_t byte = 0; byte < 256; ++byte) {
        runs_[byte] = patterns_.size();
        for (const CookieEntry* entry : patterns) {
            const char begin = entry->name.front();
            if (begin == '*' || static_cast<unsigned char>(begin) == byte) {
                const std::string_view pattern = entry->name;
                const auto first = pattern.find('*');
                patterns_.push_back({.prefix = pattern.substr(0, first),
                                     .suffix = pattern.substr(pattern.rfind('*') + 1),
                                     .simple = first == pattern.rfind('*'),
                                     .entry = entry});
            }
        }
    }
    runs_[256] = patterns_.size();
}

const CookieEntry* NameIndex::find(std::string_view name) const {
    if (name.empty() || (exact_.empty() && patterns_.empty())) {
        return nullptr;
    }
    if (const auto exact = exact_.find(name); exact != exact_.end()) {
        return exact->second;
    }
    const auto byte = static_cast<unsigned char>(name.front());
    for (std::size_t at = runs_[byte]; at < runs_[byte + std::size_t{1}]; ++at) {
        const Pattern& pattern = patterns_[at];
        if (stands_around(pattern.prefix, pattern.suffix, name) &&
            (pattern.simple || matches(pattern.entry->name, name))) {
            return pattern.entry;
        }
    }
    return nullptr;
}

}   // namespace consent

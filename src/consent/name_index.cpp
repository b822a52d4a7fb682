#include "consent/name_index.hpp"

#include <algorithm>

namespace consent {
namespace {

bool is_pattern(std::string_view name) {
    return name.find('*') != std::string_view::npos;
}

bool stands_around(std::string_view prefix, std::string_view suffix, std::string_view name) {
    return name.size() >= prefix.size() + suffix.size() && name.starts_with(prefix) &&
           name.ends_with(suffix);
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

NameIndex::NameIndex(std::span<const CookieEntry> entries) {
    for (const CookieEntry& entry : entries) {
        if (!is_pattern(entry.name) && exact_.try_emplace(entry.name, &entry).second) {
            const char begin = entry.name.empty() ? '\0' : entry.name.front();
            begins_[static_cast<unsigned char>(begin)].sizes |= size_bit(entry.name.size());
        }
    }
    const std::vector<const CookieEntry*> patterns = best_first(entries);
    for (std::size_t byte = 0; byte < begins_.size(); ++byte) {
        Begin& begin = begins_[byte];
        begin.patterns = patterns_.size();
        for (const CookieEntry* entry : patterns) {
            const std::string_view pattern = entry->name;
            if (pattern.front() == '*' || static_cast<unsigned char>(pattern.front()) == byte) {
                const auto first = pattern.find('*');
                patterns_.push_back({.prefix = pattern.substr(0, first),
                                     .suffix = pattern.substr(pattern.rfind('*') + 1),
                                     .simple = first == pattern.rfind('*'),
                                     .entry = entry});
                // This many bytes and all above.
                begin.sizes |= ~(size_bit(literal_bytes(pattern)) - 1);
            }
        }
        begin.patterns_end = patterns_.size();
    }
}

const CookieEntry* NameIndex::find(std::string_view name, const Begin& begin) const {
    if (const auto exact = exact_.find(name); exact != exact_.end()) {
        return exact->second;
    }
    for (std::size_t at = begin.patterns; at < begin.patterns_end; ++at) {
        const Pattern& pattern = patterns_[at];
        if (stands_around(pattern.prefix, pattern.suffix, name) &&
            (pattern.simple || matches(pattern.entry->name, name))) {
            return pattern.entry;
        }
    }
    return nullptr;
}

}   // namespace consent

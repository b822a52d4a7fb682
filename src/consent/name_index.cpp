#include "consent/name_index.hpp"

#include <algorithm>

namespace consent {
namespace {

bool is_pattern(std::string_view name) {
    return name.find('*') != std::string_view::npos;
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
    if (name.size() < prefix.size() + suffix.size() || !name.starts_with(prefix) ||
        !name.ends_with(suffix)) {
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
                patterns_.push_back(entry);
            }
        }
    }
    runs_[256] = patterns_.size();
}

const CookieEntry* NameIndex::find(std::string_view name) const {
    if (name.empty()) {
        return nullptr;
    }
    if (const auto exact = exact_.find(name); exact != exact_.end()) {
        return exact->second;
    }
    const auto byte = static_cast<unsigned char>(name.front());
    for (std::size_t at = runs_[byte]; at < runs_[byte + std::size_t{1}]; ++at) {
        if (matches(patterns_[at]->name, name)) {
            return patterns_[at];
        }
    }
    return nullptr;
}

}   // namespace consent

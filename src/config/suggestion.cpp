#include "config/suggestion.hpp"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>
#include <numeric>
#include <utility>
#include <vector>

namespace config {
namespace {

/// Longer words are no slips of the pen, and the distance is quadratic in them.
constexpr std::size_t longest_word = 64;
/// Fewer letters begin too many words.
constexpr std::size_t shortest_beginning = 3;

char folded(char c) {
    if (c == '-') {
        return '_';
    }
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(char a, char b) {
    return folded(a) == folded(b);
}

/// Optimal string alignment: bytes put in, left out, changed, or two neighbours swapped.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    std::vector<std::size_t> above = row;
    std::vector<std::size_t> above_that = row;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::swap(above_that, above);
        std::swap(above, row);
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = above[j] + (same(a[i], b[j]) ? 0 : 1);
            row[j + 1] = std::min({change, row[j] + 1, above[j + 1] + 1});
            if (i > 0 && j > 0 && same(a[i], b[j - 1]) && same(a[i - 1], b[j])) {
                row[j + 1] = std::min(row[j + 1], above_that[j - 1] + 1);
            }
        }
    }
    return row.back();
}

bool begins(std::string_view written, std::string_view candidate) {
    return written.size() >= shortest_beginning && written.size() <= candidate.size() &&
           std::equal(written.begin(), written.end(), candidate.begin(), same);
}

}   // namespace

std::string_view nearest(std::string_view written, std::span<const std::string_view> candidates) {
    std::string_view best;
    std::size_t least = longest_word;
    if (written.size() > longest_word) {
        return best;
    }
    for (const std::string_view candidate : candidates) {
        const std::size_t room = std::max<std::size_t>(1, candidate.size() / 3);
        const std::size_t found = distance(written, candidate);
        const bool is_near = found <= room || begins(written, candidate);
        if (is_near && found < candidate.size() && found < least) {
            best = candidate;
            least = found;
        }
    }
    return best;
}

std::string suggestion(std::string_view written, std::span<const std::string_view> candidates) {
    const std::string_view best = nearest(written, candidates);
    return best.empty() ? std::string() : fmt::format(" (did you mean \"{}\"?)", best);
}

std::string one_of(std::span<const std::string_view> candidates) {
    std::string text;
    for (std::size_t at = 0; at < candidates.size(); ++at) {
        if (at != 0) {
            text += at + 1 == candidates.size() ? " or " : ", ";
        }
        text += candidates[at];
    }
    return text;
}

}   // namespace config

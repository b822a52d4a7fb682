#include "survey/suggestion.hpp"

#include "bytes/ascii.hpp"
#include "config/cookie_name.hpp"
#include "consent/name_mask.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <span>
#include <utility>

namespace survey {
namespace {

/// A pattern with fewer letters and digits would list cookies that nobody has seen.
constexpr std::ptrdiff_t min_pattern_letters = 2;
constexpr std::size_t max_text_bytes = 300;

bool is_letter_or_digit(char byte) {
    const char low = bytes::to_lower(byte);
    return bytes::is_digit(byte) || (low >= 'a' && low <= 'z');
}

/// In one line, runs of blanks and control bytes as one blank.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char byte : text.substr(0, max_text_bytes)) {
        const auto code = static_cast<unsigned char>(byte);
        const bool blank = code <= 0x20 || code == 0x7f;
        if (!blank) {
            line += byte;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    return std::string(bytes::trim(line)) + (text.size() > max_text_bytes ? "..." : "");
}

/// A retention period in the words of a registry; empty where it has none.
std::string lifetime_words(std::string_view retention) {
    for (const std::string_view end : {"", " after", " from", " since"}) {
        const auto words =
            bytes::trim(end.empty() ? retention : retention.substr(0, retention.find(end)));
        if (consent::parse_lifetime(words)) {
            return std::string(words);
        }
    }
    for (const std::string_view words :
         {"End of session (browser)", "End of session", "Persistent session"}) {
        if (bytes::iequals(retention, words)) {
            return "Session";
        }
    }
    return {};
}

std::span<const std::string_view> ids_for(Purpose purpose) {
    static constexpr std::string_view usage[] = {
        "usage",       "analytics",   "statistics",          "statistic",
        "measurement", "performance", "statistics-anonymous"};
    static constexpr std::string_view campaigns[] = {
        "campaigns", "marketing", "advertising", "advertisement", "targeting", "communications"};
    static constexpr std::string_view settings[] = {"settings", "preferences", "functional",
                                                    "functionality", "personalization"};
    switch (purpose) {
        case Purpose::usage:
            return usage;
        case Purpose::campaigns:
            return campaigns;
        case Purpose::settings:
        case Purpose::unclear:
            return settings;
        case Purpose::essential:
            break;
    }
    return {};
}

/// Picks categories of one registry.
class Sorter {
public:
    explicit Sorter(const consent::Registry& registry) : registry_(registry) {}

    /// Empty where the registry has none.
    [[nodiscard]] std::string category_for(Purpose purpose) const {
        const auto& categories = registry_.categories();
        if (purpose == Purpose::essential) {
            const auto index = registry_.essential_category();
            return index == consent::no_category ? "" : categories[index].id;
        }
        for (const std::string_view id : ids_for(purpose)) {
            const auto found =
                std::ranges::find_if(categories, [id](const consent::Category& category) {
                    return category.basis != consent::Basis::essential &&
                           bytes::iequals(category.id, id);
                });
            if (found != categories.end()) {
                return found->id;
            }
        }
        return {};
    }

    [[nodiscard]] std::string unsorted() const {
        const auto found = std::ranges::find(registry_.categories(), consent::Basis::consent,
                                             &consent::Category::basis);
        return found == registry_.categories().end() ? std::string(unsorted_category) : found->id;
    }

private:
    const consent::Registry& registry_;
};

void describe(Suggestion& suggestion, const KnownCookie& known) {
    suggestion.group = one_line(known.platform);
    suggestion.purpose = one_line(known.description);
    suggestion.expires = lifetime_words(known.retention);
    if (suggestion.expires.empty() && !known.retention.empty()) {
        suggestion.comments.push_back("lives: " + one_line(known.retention));
    }
}

/// Puts it where its purpose belongs, as far as the registry has such a category.
void sort(Suggestion& suggestion, const KnownCookie& known, const Sorter& sorter) {
    const Purpose purpose = known.purpose();
    suggestion.category = sorter.category_for(purpose);
    const std::string said = one_line(known.category);
    if (suggestion.category.empty()) {
        suggestion.category = sorter.unsorted();
        suggestion.comments.push_back(
            fmt::format("{} in the database, no category here is like it: check", said));
    } else if (purpose == Purpose::unclear) {
        suggestion.comments.push_back(
            fmt::format("{} in the database, which may mean essential: check", said));
    }
}

bool never_essential(const KnownCookie& known) {
    return known.purpose() == Purpose::usage || known.purpose() == Purpose::campaigns;
}

Suggestion suggest_one(std::string pattern, const SeenCookie& seen, const CookieDatabase& database,
                       const Sorter& sorter) {
    Suggestion suggestion{.name = std::move(pattern),
                          .category = sorter.unsorted(),
                          .group = {},
                          .purpose = {},
                          .expires = {},
                          .comments = {}};
    const KnownMatch match = database.find(suggestion.name);
    const bool certain = match.cookie != nullptr && match.doubt.empty();
    if (certain) {
        if (match.cookie->prefix && match.cookie->name != suggestion.name) {
            suggestion.name = match.cookie->name + "*";
        }
        describe(suggestion, *match.cookie);
        sort(suggestion, *match.cookie, sorter);
    } else if (match.cookie != nullptr) {
        suggestion.comments.push_back(fmt::format(
            "category unknown; maybe {}, {} ({}): check", one_line(match.cookie->category),
            one_line(match.cookie->platform), one_line(match.doubt)));
    } else {
        suggestion.comments.emplace_back(database.size() > 0
                                             ? "category unknown, not in the database: check"
                                             : "category unknown: check");
    }
    const std::string essential = sorter.category_for(Purpose::essential);
    if (seen.session && !essential.empty() && !(certain && never_essential(*match.cookie))) {
        suggestion.category = essential;
        suggestion.comments = {"looks like a session: check"};
    }
    return suggestion;
}

}   // namespace

std::optional<std::string> pattern_of(std::string_view shown) {
    std::string pattern;
    const bool cut = shown.size() >= consent::MaskedName::max_size;
    for (const char byte : cut ? std::string(shown) + '*' : std::string(shown)) {
        const char kept = byte == '?' ? '*' : byte;   // what a mask shows for an unprintable byte
        if (kept != '*' || !pattern.ends_with('*')) {
            pattern += kept;
        }
    }
    const bool wild = pattern.find('*') != std::string::npos;
    if (shown == Traffic::other || config::fault_of_cookie_name(pattern) ||
        (wild && std::ranges::count_if(pattern, is_letter_or_digit) < min_pattern_letters)) {
        return std::nullopt;
    }
    return pattern;
}

std::vector<Suggestion> suggest(const Traffic& traffic, const CookieDatabase& database) {
    const Sorter sorter(traffic.registry());
    std::vector<Suggestion> suggestions;
    std::set<std::string> names;
    for (const auto& [shown, seen] : traffic.cookies()) {
        if (seen.listed()) {
            continue;
        }
        if (auto pattern = pattern_of(shown)) {
            auto suggestion = suggest_one(*std::move(pattern), seen, database, sorter);
            if (names.insert(suggestion.name).second) {
                suggestions.push_back(std::move(suggestion));
            }
        }
    }
    return suggestions;
}

}   // namespace survey

#include "survey/page_expiry.hpp"

#include "bytes/ascii.hpp"
#include "consent/lifetime.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <fmt/format.h>

namespace survey {

namespace {

using std::chrono::seconds;

constexpr std::array<std::string_view, 37> leads{
    "expires", "expiry", "expire", "expiration", "after",    "in",         "up",
    "to",      "upto",   "of",     "maximum",    "max",      "approx",     "approximately",
    "about",   "around", "lasts",  "last",       "for",      "within",     "less",
    "than",    "under",  "stored", "kept",       "retained", "persistent", "persists",
    "deleted", "until",  "valid",  "duration",   "remains",  "set",        "at",
    "the",     "time"};

constexpr std::array<std::string_view, 33> session_words{"session",
                                                         "sessions",
                                                         "session only",
                                                         "session cookie",
                                                         "session end",
                                                         "session ends",
                                                         "browser session",
                                                         "browsing session",
                                                         "current session",
                                                         "this session",
                                                         "your session",
                                                         "user session",
                                                         "visitor session",
                                                         "end of session",
                                                         "end of your session",
                                                         "end of the session",
                                                         "end of browser session",
                                                         "end of browsing session",
                                                         "end of the browser session",
                                                         "end of your browsing session",
                                                         "duration of session",
                                                         "when session ends",
                                                         "when the session ends",
                                                         "when your session ends",
                                                         "when the browser is closed",
                                                         "when browser is closed",
                                                         "when browser closes",
                                                         "when browser closed",
                                                         "when the browser closes",
                                                         "when you close your browser",
                                                         "when you close the browser",
                                                         "when you close browser",
                                                         "close of browser"};

constexpr std::array<std::string_view, 17> unbounded_words{
    "persistent", "permanent",  "permanently",  "never",           "never expires", "no expiry",
    "unlimited",  "indefinite", "indefinitely", "does not expire", "doesnt expire", "no expiration",
    "varies",     "variable",   "various",      "unknown",         "not specified"};

constexpr std::array<std::string_view, 12> counts{"one",  "two", "three",  "four",
                                                  "five", "six", "seven",  "eight",
                                                  "nine", "ten", "eleven", "twelve"};

struct Unit {
    std::string_view words;   ///< between blanks
    seconds length;
    std::string_view name;
};

constexpr std::array<Unit, 7> units{{
    {" second seconds sec secs s ", seconds{1}, "second"},
    {" minute minutes min mins ", std::chrono::minutes{1}, "minute"},
    {" hour hours hr hrs h ", std::chrono::hours{1}, "hour"},
    {" day days d ", std::chrono::days{1}, "day"},
    {" week weeks wk wks ", std::chrono::weeks{1}, "week"},
    {" month months mth mths mo mos ", std::chrono::days{30}, "month"},
    {" year years yr yrs y ", std::chrono::days{365}, "year"},
}};

template <class List>
bool is_one_of(std::string_view text, const List& list) {
    return std::ranges::find(list, text) != list.end();
}

/// Lower-case words; "1,825 day(s)" is "1825 day", "30days" is "30 days".
std::string expiry_words(std::string_view text) {
    std::string joined;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool after_digit = !joined.empty() && bytes::is_digit(joined.back());
        if (text[at] == ',' && after_digit && at + 3 < text.size() &&
            std::ranges::all_of(text.substr(at + 1, 3), bytes::is_digit)) {
            continue;
        }
        if (text.substr(at).starts_with("(s)")) {
            at += 2;
            continue;
        }
        const char small = bytes::to_lower(text[at]);
        if (after_digit && small >= 'a' && small <= 'z') {
            joined += ' ';
        }
        joined += text[at];
    }
    return plain_words(joined);
}

std::optional<std::int64_t> count_of(std::string_view word) {
    if (word == "a" || word == "an") {
        return 1;
    }
    if (const auto found = std::ranges::find(counts, word); found != counts.end()) {
        return found - counts.begin() + 1;
    }
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
    const bool whole = error == std::errc{} && end == word.data() + word.size();
    // More is no lifetime, and the sum below could run over.
    return whole && count > 0 && count < 1'000'000'000 ? std::optional(count) : std::nullopt;
}

const Unit* unit_of(std::string_view word) {
    const auto found = std::ranges::find_if(units, [word](const Unit& unit) {
        return unit.words.find(fmt::format(" {} ", word)) != std::string_view::npos;
    });
    return found == units.end() ? nullptr : &*found;
}

std::string told(std::int64_t count, const Unit& unit) {
    return fmt::format("{} {}{}", count, unit.name, count == 1 ? "" : "s");
}

/// In the largest unit up to a day that leaves no rest.
std::string told(seconds sum) {
    const auto* unit = &units[3];
    while (sum % unit->length != seconds{0}) {
        --unit;
    }
    return told(sum / unit->length, *unit);
}

/// The span that the words begin with, in a registry's words, and how many words it takes; 0: none.
struct Span {
    std::string expires;
    std::size_t words = 0;
};

Span read_span(const std::vector<std::string_view>& words) {
    Span span;
    seconds sum{0};
    seconds last{0};
    std::size_t pairs = 0;
    for (std::size_t at = 0; at + 1 < words.size();) {
        if (pairs != 0 && words[at] == "and") {
            ++at;
            continue;
        }
        const auto count = count_of(words[at]);
        const Unit* unit = unit_of(words[at + 1]);
        if (!count || unit == nullptr) {
            break;
        }
        if (pairs != 0 && unit->length >= last) {   // "30 minutes 30 minutes" is two times one
            break;
        }
        last = unit->length;
        sum += *count * unit->length;
        span.expires = ++pairs == 1 ? told(*count, *unit) : told(sum);
        at += 2;
        span.words = at;
    }
    return consent::parse_lifetime(span.expires) ? span : Span{};
}

std::string joined(const std::vector<std::string_view>& words) {
    return fmt::format("{}", fmt::join(words, " "));
}

/// Does a sentence end within the text? "approx. 1 year" is one.
bool has_sentences(std::string_view text) {
    for (auto at = text.find(". "); at != std::string_view::npos; at = text.find(". ", at + 1)) {
        const auto words = words_of(text.substr(0, at));
        const std::string last = words.empty() ? "" : plain_words(words.back());
        if (last != "max" && last != "approx") {
            return true;
        }
    }
    return false;
}

/// The words without the first `lead`.
bool drop_lead(std::vector<std::string_view>& words) {
    if (words.size() < 2 || !is_one_of(words.front(), leads)) {
        return false;
    }
    words.erase(words.begin());
    return true;
}

/// Keeps the page's own words where a registry takes them.
Expiry settled(std::string written, std::string expires) {
    if (consent::parse_lifetime(written)) {
        expires = written;
    }
    return {std::move(written), std::move(expires), true};
}

}   // namespace

std::optional<Expiry> read_expiry(std::string_view text) {
    std::string written = one_line(text);
    const std::string plain = expiry_words(written);
    auto words = words_of(plain);
    if (words.empty() || written.ends_with('-') || has_sentences(written)) {
        return std::nullopt;
    }
    if (is_one_of(std::string_view(plain), unbounded_words)) {
        return Expiry{std::move(written), "", true};
    }
    do {
        if (is_one_of(std::string_view(joined(words)), session_words)) {
            return settled(std::move(written), "Session");
        }
        if (const auto span = read_span(words); span.words == words.size()) {
            return settled(std::move(written), span.expires);
        }
    } while (drop_lead(words));
    return std::nullopt;
}

std::optional<Expiry> read_expiry_cell(std::string_view text) {
    std::string written = one_line(text);
    const std::string plain = expiry_words(written);
    if (plain.empty() || plain == "n a" || plain == "none") {
        return std::nullopt;
    }
    if (auto expiry = read_expiry(written)) {
        return expiry;
    }
    auto words = words_of(plain);
    do {
        if (const auto span = read_span(words); span.words != 0) {
            return Expiry{std::move(written), span.expires, false};
        }
    } while (drop_lead(words));
    const bool digits = std::ranges::any_of(plain, bytes::is_digit);
    const bool closing = plain.find("clos") != std::string::npos &&
                         (has_words(plain, "browser") || has_words(plain, "window"));
    if (!digits && (plain.starts_with("session") || closing || plain.ends_with("session"))) {
        return Expiry{std::move(written), "Session", closing};
    }
    return Expiry{std::move(written), "", false};
}

std::optional<Tail> split_expiry(std::string_view text) {
    constexpr std::size_t most_words = 8;
    const std::string line = one_line(text);
    const auto words = words_of(line);
    for (auto count = std::min(words.size(), most_words); count > 0; --count) {
        const auto begin = words[words.size() - count].data() - line.data();
        const auto at = static_cast<std::size_t>(begin);
        if (auto expiry = read_expiry(std::string_view(line).substr(at))) {
            return Tail{one_line(std::string_view(line).substr(0, at)), *std::move(expiry)};
        }
    }
    return std::nullopt;
}

std::optional<Tail> split_told_expiry(std::string_view text) {
    const std::string line = one_line(text);
    std::string_view rest = line;
    while (rest.ends_with('.') || rest.ends_with(';')) {
        rest.remove_suffix(1);
    }
    const auto try_at = [&](std::size_t end, std::string_view told) -> std::optional<Tail> {
        auto expiry = read_expiry(told);
        if (!expiry) {
            return std::nullopt;
        }
        auto before = rest.substr(0, end);
        const auto last = before.find_last_not_of(" ,;:-(.");
        before = last == std::string_view::npos ? std::string_view{} : before.substr(0, last + 1);
        for (const std::string_view dash : {" \u2013", " \u2014"}) {
            before.remove_suffix(before.ends_with(dash) ? dash.size() : 0);
        }
        return Tail{std::string(before), *std::move(expiry)};
    };
    if (const auto open = rest.rfind('('); rest.ends_with(')') && open != std::string_view::npos) {
        if (auto tail = try_at(open, rest.substr(open + 1, rest.size() - open - 2))) {
            return tail;
        }
    }
    for (const std::string_view word : {"xpires", "xpiry", "xpire", "asts", "uration:"}) {
        const auto at = rest.rfind(word);
        if (at == std::string_view::npos || at == 0) {
            continue;
        }
        if (auto tail = try_at(at - 1, rest.substr(at - 1))) {
            return tail;
        }
    }
    for (const std::string_view mark : {" - ", " \u2013 ", " \u2014 ", ", ", ". ", "; ", ": "}) {
        const auto at = rest.rfind(mark);
        if (at == std::string_view::npos) {
            continue;
        }
        if (auto tail = try_at(at, rest.substr(at + mark.size()))) {
            return tail;
        }
    }
    return try_at(0, rest);
}

}   // namespace survey

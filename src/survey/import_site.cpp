#include "survey/import.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <array>

namespace survey {

namespace {

/// Words of titles that name no site.
constexpr std::array<std::string_view, 37> page_words{
    "a",        "about",   "and",       "are",     "at",   "by",     "consent",     "cookie",
    "cookies",  "details", "for",       "help",    "how",  "in",     "information", "list",
    "notice",   "of",      "on",        "our",     "page", "policy", "preferences", "privacy",
    "settings", "site",    "statement", "table",   "the",  "this",   "use",         "used",
    "uses",     "using",   "we",        "website", "your"};

bool is_page_word(std::string_view word) {
    const std::string plain = plain_words(word);
    return plain.empty() || std::ranges::find(page_words, plain) != page_words.end();
}

/// A part of a title without such words at either end.
std::string trimmed(std::string_view part) {
    auto words = words_of(part);
    while (!words.empty() && is_page_word(words.front())) {
        words.erase(words.begin());
    }
    while (!words.empty() && is_page_word(words.back())) {
        words.pop_back();
    }
    std::string name;
    for (const auto word : words) {
        name += (name.empty() ? "" : " ") + std::string(word);
    }
    return name;
}

}   // namespace

std::string site_name(const std::vector<std::string>& titles) {
    for (const auto& title : titles) {
        std::string lines = title;
        for (const std::string_view mark : {" - ", " | ", " \u2013 ", " \u2014 ", " :: ", ": "}) {
            for (auto at = lines.find(mark); at != std::string::npos; at = lines.find(mark)) {
                lines.replace(at, mark.size(), "\n");
            }
        }
        const auto parts = split(lines, '\n');
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
            if (auto name = trimmed(*part); !name.empty()) {
                return name;
            }
        }
    }
    return {};
}

}   // namespace survey

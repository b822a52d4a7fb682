#include "survey/page_theme.hpp"

#include "survey/page_words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace survey {

namespace {

struct Phrase {
    std::string_view words;   ///< with `~` at the end: the beginning of a word
    Theme theme;
    bool certain;
};

constexpr Phrase phrases[] = {
    {"essential", Theme::essential, true},
    {"essentials", Theme::essential, true},
    {"necessary", Theme::essential, true},
    {"authenticat~", Theme::essential, false},
    {"log in", Theme::essential, false},
    {"login", Theme::essential, false},
    {"logging in", Theme::essential, false},
    {"sign in", Theme::essential, false},
    {"signing in", Theme::essential, false},
    {"security", Theme::essential, false},
    {"load balanc~", Theme::essential, false},
    {"payment", Theme::essential, false},
    {"payments", Theme::essential, false},
    {"cookie control", Theme::essential, false},
    {"cookie consent", Theme::essential, false},
    {"cookie message", Theme::essential, false},
    {"cookies message", Theme::essential, false},
    {"cookie banner", Theme::essential, false},
    {"introductory message", Theme::essential, false},

    {"settings", Theme::settings, true},
    {"preference", Theme::settings, true},
    {"preferences", Theme::settings, true},
    {"functional", Theme::settings, false},
    {"functionality", Theme::settings, false},
    {"personali~", Theme::settings, false},
    {"customi~", Theme::settings, false},
    {"accessibility", Theme::settings, false},
    {"language", Theme::settings, false},

    {"usage", Theme::usage, true},
    {"website use", Theme::usage, true},
    {"how you use", Theme::usage, true},
    {"how people use", Theme::usage, true},
    {"analytic~", Theme::usage, true},
    {"statistic~", Theme::usage, true},
    {"measur~", Theme::usage, true},
    {"performance", Theme::usage, true},
    {"google analytics", Theme::usage, false},
    {"adobe analytics", Theme::usage, false},
    {"hotjar", Theme::usage, false},
    {"matomo", Theme::usage, false},
    {"piwik", Theme::usage, false},
    {"siteimprove", Theme::usage, false},
    {"microsoft clarity", Theme::usage, false},
    {"crazy egg", Theme::usage, false},
    {"mouseflow", Theme::usage, false},
    {"application insights", Theme::usage, false},
    {"new relic", Theme::usage, false},
    {"survey", Theme::usage, false},
    {"surveys", Theme::usage, false},

    {"marketing", Theme::campaigns, true},
    {"campaign", Theme::campaigns, true},
    {"campaigns", Theme::campaigns, true},
    {"advert~", Theme::campaigns, true},
    {"communications", Theme::campaigns, true},
    {"targeting", Theme::campaigns, true},
    {"targeted", Theme::campaigns, true},
    {"social media", Theme::campaigns, false},
    {"facebook", Theme::campaigns, false},
    {"linkedin", Theme::campaigns, false},
    {"twitter", Theme::campaigns, false},
    {"doubleclick", Theme::campaigns, false},
    {"google ads", Theme::campaigns, false},
    {"youtube", Theme::campaigns, false},
    {"vimeo", Theme::campaigns, false},
    {"hubspot", Theme::campaigns, false},
};

constexpr Phrase supposed[] = {
    {"advert~", Theme::campaigns, false},      {"marketing", Theme::campaigns, false},
    {"retarget~", Theme::campaigns, false},    {"count how many", Theme::usage, false},
    {"how many people", Theme::usage, false},  {"how you use", Theme::usage, false},
    {"how people use", Theme::usage, false},   {"how visitors use", Theme::usage, false},
    {"how users", Theme::usage, false},        {"analytic~", Theme::usage, false},
    {"statistic~", Theme::usage, false},       {"measure~", Theme::usage, false},
    {"visited before", Theme::usage, false},   {"number of visit~", Theme::usage, false},
    {"number of times", Theme::usage, false},  {"your preferences", Theme::settings, false},
    {"your settings", Theme::settings, false},
};

/// What is about choosing and no category: the words are taken out before the look-up.
constexpr std::string_view choosing[] = {
    "cookie settings",         "cookies settings",    "cookie preferences",
    "cookies preferences",     "cookie setting",      "cookie preference",
    "privacy settings",        "privacy preferences", "change your settings",
    "manage your preferences", "non essential",       "not essential",
    "non necessary",           "not necessary",       "not strictly necessary"};

/// Where the phrase begins, as words; npos: nowhere.
std::size_t find_phrase(std::string_view text, std::string_view phrase) {
    const bool open = phrase.ends_with('~');
    phrase.remove_suffix(open ? 1 : 0);
    for (auto at = text.find(phrase); at != std::string_view::npos;
         at = text.find(phrase, at + 1)) {
        const auto end = at + phrase.size();
        if ((at == 0 || text[at - 1] == ' ') && (open || end == text.size() || text[end] == ' ')) {
            return at;
        }
    }
    return std::string_view::npos;
}

void take_out(std::string& text, std::string_view phrase) {
    const auto size = phrase.size() - (phrase.ends_with('~') ? 1 : 0);
    for (auto at = find_phrase(text, phrase); at != std::string::npos;
         at = find_phrase(text, phrase)) {
        text.replace(at, size, "|");
    }
}

/// "Google Analytics": its second word alone would name a category.
bool is_product(const Phrase& phrase) {
    return !phrase.certain && phrase.words.find(' ') != std::string_view::npos;
}

/// The category of the phrases met so far.
class Finding {
public:
    bool look(std::string_view text, const Phrase& phrase) {
        const auto at = find_phrase(text, phrase.words);
        if (at == std::string_view::npos) {
            return false;
        }
        if (!themed_ || wins(phrase, at)) {
            mixed_ = mixed_ || (themed_ && themed_->theme != phrase.theme);
            themed_ = Themed{phrase.theme, phrase.certain};
            at_ = at;
        } else if (themed_->theme == phrase.theme) {
            themed_->certain = themed_->certain || phrase.certain;
        } else {
            mixed_ = true;
        }
        return true;
    }

    [[nodiscard]] std::optional<Themed> result() const {
        return themed_ ? std::optional(Themed{themed_->theme, themed_->certain && !mixed_})
                       : std::nullopt;
    }

private:
    /// What needs consent beats what does not; the first beats the others.
    [[nodiscard]] bool wins(const Phrase& phrase, std::size_t at) const {
        if (themed_->theme == phrase.theme) {
            return false;
        }
        const bool essential = phrase.theme == Theme::essential;
        const bool was_essential = themed_->theme == Theme::essential;
        return essential == was_essential ? at < at_ : was_essential;
    }

    std::optional<Themed> themed_;
    std::size_t at_ = 0;
    bool mixed_ = false;
};

}   // namespace

std::string_view to_string(Theme theme) {
    constexpr std::string_view words[] = {"essential", "settings", "usage", "campaigns"};
    return words[static_cast<std::size_t>(theme)];
}

std::optional<Themed> read_theme(std::string_view text) {
    std::string plain = plain_words(text);
    for (const auto phrase : choosing) {
        take_out(plain, phrase);
    }
    Finding finding;
    for (const auto& phrase : phrases) {
        if (is_product(phrase) && finding.look(plain, phrase)) {
            take_out(plain, phrase.words);
        }
    }
    for (const auto& phrase : phrases) {
        finding.look(plain, phrase);
    }
    return finding.result();
}

std::optional<Theme> suppose_theme(std::string_view purpose) {
    const std::string plain = plain_words(purpose);
    for (const auto& phrase : supposed) {
        if (find_phrase(plain, phrase.words) != std::string::npos) {
            return phrase.theme;
        }
    }
    return std::nullopt;
}

}   // namespace survey

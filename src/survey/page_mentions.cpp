#include "survey/page_mentions.hpp"

#include "consent/name_index.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace survey {

namespace {

/// `sessionId` and `JavaScript` look alike in prose; an underscore or a well-known name does not.
bool is_mention(std::string_view word) {
    const bool underscore = word.find('_') != std::string_view::npos;
    const bool capitals =
        std::ranges::none_of(word, [](char byte) { return byte >= 'a' && byte <= 'z'; });
    return looks_like_name(word) && word.find('*') == std::string_view::npos &&
           (underscore || (capitals && word.size() >= 7));
}

bool is_listed(const Page& page, std::string_view name) {
    return std::ranges::any_of(page.cookies, [name](const PageCookie& cookie) {
        return consent::matches(cookie.name, name);
    });
}

}   // namespace

void Mentions::add_word(std::string_view word, unsigned line) {
    lines_.try_emplace(std::string(word), line);
}

void Mentions::add(const Block& block) {
    constexpr std::string_view around = ".,;:!?()\"'[]";
    for (const auto& code : block.code) {
        if (is_name_token(code) && looks_like_name(code)) {
            add_word(code, block.line);
        }
    }
    for (const auto line : split(block.text, '\n')) {
        for (auto word : words_of(line)) {
            const auto first = word.find_first_not_of(around);
            word.remove_prefix(std::min(first, word.size()));
            word = word.substr(0, word.find_last_not_of(around) + 1);   // npos + 1 is 0
            if (is_mention(word)) {
                add_word(word, block.line);
            }
        }
    }
}

void Mentions::report(Page& page) const {
    const auto stands = [&](std::string_view name) {
        return is_listed(page, name) || lines_.contains(name) ||
               (page.policy && page.policy->cookie == name);
    };
    for (const auto& known : known_state_names()) {
        if (page.consent.empty() && stands(known.cookie)) {
            page.consent = known.cookie;
            page.format = known.format;
        }
        if (page.decided.empty() && !known.decided.empty() && stands(known.decided)) {
            page.decided = known.decided;
        }
    }
    for (const auto& [name, line] : lines_) {
        const bool taken = name == page.consent || name == page.decided ||
                           (page.policy && page.policy->cookie == name);
        if (!taken && !is_listed(page, name)) {
            page.notes.push_back(
                {line,
                 fmt::format("\"{}\" may be a cookie's name, but stands in no table or list", name),
                 false});
        }
    }
}

}   // namespace survey

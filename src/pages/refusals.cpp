#include "pages/refusals.hpp"

#include "pages/html_character.hpp"

#include <algorithm>

namespace pages {
namespace {

constexpr std::string_view spaces = " \t\n\r\f";

std::string_view skip_any_of(std::string_view text, std::string_view skipped) {
    return text.substr(std::min(text.find_first_not_of(skipped), text.size()));
}

bool has_word(std::string_view words, std::string_view wanted) {
    while (!(words = skip_any_of(words, " ")).empty()) {
        const std::string_view word = words.substr(0, words.find(' '));
        if (word == wanted) {
            return true;
        }
        words.remove_prefix(word.size());
    }
    return false;
}

// What follows the URL of a candidate, up to the comma that ends it: commas in parentheses do not.
std::string_view skip_descriptors(std::string_view text) {
    bool in_parentheses = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == ',' && !in_parentheses) {
            return text.substr(at);
        }
        in_parentheses = in_parentheses ? text[at] != ')' : text[at] == '(';
    }
    return {};
}

}   // namespace

bool Refusals::refuses(std::string_view url) {
    const consent::ThirdParty* const entry = hosts_->find(url, base_);
    if (entry == nullptr) {
        return false;
    }
    const std::string_view category = hosts_->category_of(*entry);
    if (!has_word(categories_, category)) {
        categories_ += (categories_.empty() ? "" : " ") + std::string(category);
    }
    return true;
}

bool Refusals::refuses_any(std::string_view urls) {
    bool found = false;
    while (!(urls = skip_any_of(urls, spaces)).empty()) {
        const std::string_view url = urls.substr(0, urls.find_first_of(spaces));
        found = refuses(url) || found;
        urls.remove_prefix(url.size());
    }
    return found;
}

bool Refusals::refuses_srcset(std::string_view candidates) {
    bool found = false;
    while (!(candidates = skip_any_of(candidates, " \t\n\r\f,")).empty()) {
        std::string_view url = candidates.substr(0, candidates.find_first_of(spaces));
        candidates.remove_prefix(url.size());
        if (!url.ends_with(',')) {
            candidates = skip_descriptors(candidates);
        }
        while (url.ends_with(',')) {
            url.remove_suffix(1);
        }
        found = refuses(url) || found;
    }
    return found;
}

bool Refusals::refuses_refresh(std::string_view content) {
    content = skip_any_of(content, spaces);
    content = skip_any_of(content, "0123456789.");
    content = skip_any_of(content, spaces);
    if (!content.empty() && (content.front() == ';' || content.front() == ',')) {
        content.remove_prefix(1);
    }
    content = skip_any_of(content, spaces);
    if (starts_with_word(content, "url")) {
        const std::string_view after = skip_any_of(content.substr(3), spaces);
        if (after.starts_with('=')) {
            content = skip_any_of(after.substr(1), spaces);
        }
    }
    if (content.starts_with('"') || content.starts_with('\'')) {
        const char quote = content.front();
        content.remove_prefix(1);
        content = content.substr(0, content.find(quote));
    }
    return refuses(content);
}

}   // namespace pages

#include "pages/language.hpp"

#include "bytes/ascii.hpp"
#include "http/list.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace pages {
namespace {

using consent::PageLanguage;
using Languages = std::span<const PageLanguage>;

bool is_alphanum(char c) {
    const char lower = bytes::to_lower(c);
    return (lower >= 'a' && lower <= 'z') || bytes::is_digit(c);
}

bool is_range(std::string_view text) {
    if (text == "*") {
        return true;
    }
    std::size_t subtag = 0;
    for (const char c : text) {
        if (c == '-' ? subtag == 0 : !is_alphanum(c) || ++subtag > 8) {
            return false;
        }
        if (c == '-') {
            subtag = 0;
        }
    }
    return subtag > 0;
}

// In thousandths. qvalue of RFC 9110 section 12.4.2.
std::optional<int> read_weight(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') ||
        (text.size() > 1 && text[1] != '.')) {
        return std::nullopt;
    }
    int weight = (text[0] - '0') * 1000;
    int place = 100;
    for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        weight += (c - '0') * place;
        place /= 10;
    }
    return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

struct Element {
    std::string_view range;
    int weight = 1000;
};

std::optional<Element> read_element(std::string_view text) {
    const auto semicolon = text.find(';');
    Element element{.range = bytes::trim(text.substr(0, semicolon))};
    if (!is_range(element.range)) {
        return std::nullopt;
    }
    if (semicolon != std::string_view::npos) {
        const std::string_view parameter = bytes::trim(text.substr(semicolon + 1));
        if (parameter.size() < 2 || !bytes::iequals(parameter.substr(0, 2), "q=")) {
            return std::nullopt;
        }
        const auto weight = read_weight(parameter.substr(2));
        if (!weight) {
            return std::nullopt;
        }
        element.weight = *weight;
    }
    return element;
}

const PageLanguage* find_tag(Languages languages, std::string_view tag) {
    const auto found = std::ranges::find_if(languages, [tag](const PageLanguage& language) {
        return bytes::iequals(language.tag, tag);
    });
    return found == languages.end() ? nullptr : &*found;
}

// A single letter or digit only introduces what follows it, and goes with that.
std::string_view shortened(std::string_view range) {
    const auto dash = range.rfind('-');
    range = range.substr(0, dash == std::string_view::npos ? 0 : dash);
    const bool single = range.size() >= 2 && range[range.size() - 2] == '-';
    return single ? range.substr(0, range.size() - 2) : range;
}

const PageLanguage* look_up(Languages languages, std::string_view range) {
    for (std::string_view tag = range; !tag.empty(); tag = shortened(tag)) {
        if (const PageLanguage* found = find_tag(languages, tag)) {
            return found;
        }
    }
    const auto begins = std::ranges::find_if(languages, [range](const PageLanguage& language) {
        const std::string_view tag = language.tag;
        return tag.size() > range.size() && tag[range.size()] == '-' &&
               bytes::iequals(tag.substr(0, range.size()), range);
    });
    return begins == languages.end() ? nullptr : &*begins;
}

}   // namespace

const PageLanguage& choose_language(Languages languages, std::string_view accept_language) {
    const PageLanguage* best = nullptr;
    int weight = 0;
    std::vector<const PageLanguage*> refused;
    http::ListReader elements(accept_language);
    while (const auto text = elements.next()) {
        const auto element = read_element(*text);
        if (!element || element->range == "*") {
            continue;
        }
        if (element->weight == 0) {
            refused.push_back(find_tag(languages, element->range));
        } else if (element->weight > weight) {
            if (const PageLanguage* found = look_up(languages, element->range)) {
                best = found;
                weight = element->weight;
            }
        }
    }
    if (best != nullptr) {
        return *best;
    }
    const auto allowed = std::ranges::find_if(languages, [&](const PageLanguage& language) {
        return std::ranges::find(refused, &language) == refused.end();
    });
    return allowed == languages.end() ? languages.front() : *allowed;
}

}   // namespace pages

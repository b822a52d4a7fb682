#include "survey/page_policy.hpp"

#include "bytes/ascii.hpp"
#include "config/cookie_name.hpp"
#include "consent/category.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace survey {

namespace {

constexpr StateNames state_names[] = {
    {"cookies_policy", "cookies_preferences_set", "govuk"},
    {"cookie_policy", "cookie_preferences_set", "govuk"},
    {"ons_cookie_policy", "ons_cookie_message_displayed", "ons"},
    {"nhsuk-cookie-consent", "", "nhs"},
    {"userConsent", "", "hmrc"},
    {"ch_cookie_consent", "", "companies-house"},
    {"CookieControl", "", "civic-cookie-control"},
    {"OptanonConsent", "OptanonAlertBoxClosed", "onetrust"},
    {"CookieConsent", "", "cookiebot"},
    {"cookieyes-consent", "", "cookieyes"},
    {"klaro", "", "klaro"},
    {"cc_cookie", "", "orestbida"},
    {"tarteaucitron", "", "tarteaucitron"},
    {"euconsent-v2", "", "iab-tcf2"},
};

bool is_id(std::string_view text) {
    constexpr std::size_t longest = 64;
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char byte) {
        const char small = bytes::to_lower(byte);
        return (small >= 'a' && small <= 'z') || bytes::is_digit(byte) || byte == '_' ||
               byte == '-' || byte == '.';
    });
}

}   // namespace

std::optional<PagePolicy> read_policy(std::string_view text) {
    constexpr std::size_t longest = 4096;
    const std::string line = one_line(text);
    const auto mark = line.find_first_of("=:");
    if (line.size() > longest || mark == std::string::npos) {
        return std::nullopt;
    }
    PagePolicy policy{std::string(bytes::trim(std::string_view(line).substr(0, mark))), {}};
    std::string_view value = bytes::trim(std::string_view(line).substr(mark + 1));
    value.remove_suffix(value.ends_with(';') ? 1 : 0);
    if (config::fault_of_written_name(policy.cookie) || !value.starts_with('{')) {
        return std::nullopt;
    }
    const auto json = nlohmann::ordered_json::parse(value, nullptr, false);
    if (!json.is_object() || json.empty() || json.size() > consent::max_categories) {
        return std::nullopt;
    }
    for (const auto& [id, granted] : json.items()) {
        if (!granted.is_boolean() || !is_id(id)) {
            return std::nullopt;
        }
        policy.ids.push_back(id);
    }
    return policy;
}

std::span<const StateNames> known_state_names() {
    return state_names;
}

}   // namespace survey

#include "consent/state_cookies.hpp"

#include "consent/format.hpp"

#include <algorithm>
#include <chrono>

namespace consent {
namespace {

using std::chrono::days;
using std::chrono::seconds;

std::string_view to_string(SameSite same_site) {
    constexpr std::array<std::string_view, 3> words{"Lax", "Strict", "None"};
    return words[static_cast<std::size_t>(same_site)];
}

std::string set_cookie(const ConsentSettings& settings, std::string_view name,
                       std::string_view value, seconds lifetime, bool https) {
    std::string field;
    field.append(name).append("=").append(value).append("; Path=/");
    if (settings.domain) {
        field.append("; Domain=").append(*settings.domain);
    }
    field.append("; Max-Age=").append(std::to_string(lifetime.count()));
    field.append("; SameSite=").append(to_string(settings.same_site));
    // Browsers reject SameSite=None without Secure.
    if (https || settings.secure == SecureWhen::always || settings.same_site == SameSite::none) {
        field.append("; Secure");
    }
    return field;
}

}   // namespace

StateCookies::StateCookies(const ConsentSettings& settings, std::string_view companion,
                           std::uint32_t revision, const std::vector<Category>& categories,
                           CategorySet granted, CategorySet always_on) {
    const seconds companion_lifetime = std::min<seconds>(settings.lifetime + days{35}, days{400});
    for (const bool https : {false, true}) {
        const std::size_t i = https ? 1 : 0;
        for (const bool objects : {false, true}) {
            std::string value = write_govuk(objects ? always_on : granted, categories);
            if (settings.write == WriteAs::percent) {
                value = percent_encode(value);
            }
            defaults_[i + (objects ? 2 : 0)] =
                set_cookie(settings, settings.cookie, value, settings.lifetime, https);
        }
        companions_[i] =
            set_cookie(settings, companion, std::to_string(revision), companion_lifetime, https);
        twin_deletions_[i] = settings.cookie +
                             "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/" +
                             (https ? "; Secure" : "");
    }
}

}   // namespace consent

#include "consent/state_cookies.hpp"

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

std::string attributes(const ConsentSettings& settings, seconds lifetime, bool https) {
    std::string text = "; Path=/";
    if (settings.domain) {
        text.append("; Domain=").append(*settings.domain);
    }
    text.append("; Max-Age=").append(std::to_string(lifetime.count()));
    text.append("; SameSite=").append(to_string(settings.same_site));
    // Browsers reject SameSite=None without Secure.
    if (https || settings.secure == SecureWhen::always || settings.same_site == SameSite::none) {
        text.append("; Secure");
    }
    return text;
}

}   // namespace

StateCookies::StateCookies(const ConsentSettings& settings, std::string_view companion,
                           std::uint32_t revision, const Format& format, CategorySet granted,
                           CategorySet always_on)
    : format_(&format), name_(settings.cookie), granted_{granted, always_on} {
    const seconds companion_lifetime = std::min<seconds>(settings.lifetime + days{35}, days{400});
    for (const bool https : {false, true}) {
        const std::size_t i = https ? 1 : 0;
        attributes_[i] = attributes(settings, settings.lifetime, https);
        if (settings.decided) {
            decided_[i] = *settings.decided + "=true" + attributes_[i];
        }
        companions_[i] = std::string(companion) + "=" + std::to_string(revision) +
                         attributes(settings, companion_lifetime, https);
        twin_deletions_[i] = settings.cookie +
                             "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/" +
                             (https ? "; Secure" : "");
    }
    if (format.writes() && !format.is_dated()) {
        values_ = {format.write_default(granted, {}), format.write_default(always_on, {})};
    }
}

std::string StateCookies::default_policy(bool https, bool objects, Format::Time now) const {
    const std::size_t who = objects ? 1 : 0;
    return name_ + "=" +
           (format_->is_dated() ? format_->write_default(granted_[who], now) : values_[who]) +
           attributes_[https ? 1U : 0U];
}

std::string StateCookies::chosen_policy(CategorySet granted, bool https, Format::Time now) const {
    return name_ + "=" + format_->write(granted, now) + attributes_[https ? 1U : 0U];
}

}   // namespace consent

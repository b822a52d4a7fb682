#pragma once

#include "consent/category.hpp"
#include "consent/cookie_entry.hpp"
#include "consent/format.hpp"
#include "consent/name_index.hpp"
#include "consent/page_settings.hpp"
#include "consent/settings.hpp"
#include "consent/state_cookies.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consent {

/// What a registry file says, checked, before it is indexed.
struct RegistryData {
    std::string site;
    std::uint32_t revision = 0;
    ConsentSettings consent;
    EnforcementSettings enforcement;
    std::vector<Category> categories;   ///< in the order of the file; at most max_categories
    std::vector<CookieEntry> cookies;   ///< the registry's own first, then those of its profiles
    std::optional<PageSettings> pages{};
    std::vector<ThirdParty> third_parties{};
    std::optional<ReceiptSettings> receipts{};
    std::string fingerprint{};   ///< SHA-256 of the file, in hex; empty for one made in memory
};

/// The registry of one site: which cookies exist, in which category each is, and how consent is
/// stored. Immutable after construction, so that any number of threads may read it. Not movable:
/// its index holds pointers into it.
class Registry {
public:
    explicit Registry(RegistryData data);

    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    [[nodiscard]] const std::string& site() const { return data_.site; }
    [[nodiscard]] std::uint32_t revision() const { return data_.revision; }
    [[nodiscard]] const ConsentSettings& consent() const { return data_.consent; }
    [[nodiscard]] const EnforcementSettings& enforcement() const { return data_.enforcement; }
    [[nodiscard]] const std::vector<Category>& categories() const { return data_.categories; }
    [[nodiscard]] const std::vector<CookieEntry>& cookies() const { return data_.cookies; }
    [[nodiscard]] const std::optional<PageSettings>& pages() const { return data_.pages; }
    [[nodiscard]] const std::vector<ThirdParty>& third_parties() const {
        return data_.third_parties;
    }
    [[nodiscard]] const std::optional<ReceiptSettings>& receipts() const { return data_.receipts; }
    [[nodiscard]] const std::string& fingerprint() const { return data_.fingerprint; }

    /// The entry that a cookie of this name falls under, or null. Names are bytes and
    /// case-sensitive. An exact name beats a pattern, more literal bytes beat fewer, the earlier
    /// beats the later; an entry of the registry's own beats any of a profile.
    [[nodiscard]] const CookieEntry* find(std::string_view name) const;

    /// How the choice is written in the consent cookie.
    [[nodiscard]] const Format& format() const { return format_; }

    /// Has each category a consent cookie of its own? Then `consent.cookie` is a pattern.
    [[nodiscard]] bool has_cookie_each() const { return star_ != std::string::npos; }

    /// The consent cookie, or one of those that have a category each?
    [[nodiscard]] bool is_consent_cookie(std::string_view name) const {
        return has_cookie_each() ? word_of(name).has_value() : name == data_.consent.cookie;
    }

    /// Where each category has a consent cookie of its own: the site's word in the name of one;
    /// nothing for any other cookie. Views the name.
    [[nodiscard]] std::optional<std::string_view> word_of(std::string_view name) const;

    /// Is it the consent, the decided or the companion cookie?
    [[nodiscard]] bool is_consent_state(std::string_view name) const {
        return begins_as_consent_state(name) &&
               (is_consent_cookie(name) || name == data_.consent.decided || name == companion_);
    }

    /// Does it begin as one of those does? Most names do not.
    [[nodiscard]] bool begins_as_consent_state(std::string_view name) const {
        return !name.empty() && (name.front() == begins_[0] || name.front() == begins_[1]);
    }

    /// The companion's name: `<consent cookie>_revision`, without the `*` of a pattern.
    [[nodiscard]] const std::string& companion() const { return companion_; }

    /// Of the proxy's own pages, where there are any: the cookie that has the next page tell of the
    /// choice just made. `<consent cookie>_notice`; it lives for a minute and no origin sees it.
    [[nodiscard]] const std::string& notice_cookie() const { return notice_cookie_; }

    /// The category that consent state and profile cookies count in: `essential`, or else the
    /// first with that basis, or `no_category`.
    [[nodiscard]] CategoryIndex essential_category() const { return essential_category_; }

    /// The index of the category with this id, or `no_category`.
    [[nodiscard]] CategoryIndex category(std::string_view id) const;

    [[nodiscard]] CategorySet always_on() const { return always_on_; }
    [[nodiscard]] CategorySet exempt() const { return exempt_; }

    /// The cookies of the proxy's own. Lives as long as the registry.
    [[nodiscard]] const StateCookies& state_cookies() const { return state_cookies_; }

private:
    RegistryData data_;
    Format format_;
    std::size_t star_;   ///< where the `*` of the consent cookie stands, or npos
    std::string companion_;
    std::string notice_cookie_;
    std::array<char, 2> begins_;   ///< of the consent and of the decided cookie; the companion
                                   ///< begins as the consent cookie does
    CategoryIndex essential_category_ = no_category;
    CategorySet always_on_;
    CategorySet exempt_;
    NameIndex own_;
    NameIndex profiles_;
    StateCookies state_cookies_;
};

}   // namespace consent

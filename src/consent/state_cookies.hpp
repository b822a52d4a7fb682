#pragma once

#include "consent/category.hpp"
#include "consent/format.hpp"
#include "consent/settings.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace consent {

/// The cookies of the proxy's own that do not depend on the visitor, each as a whole Set-Cookie
/// value. What does not depend on the time either is written once, when a registry is loaded.
/// `https`: the visitor came so.
class StateCookies {
public:
    StateCookies() = default;
    /// `granted` is the default policy, `always_on` what is left of it for who objects. The format
    /// must outlive the object.
    StateCookies(const ConsentSettings& settings, std::string_view companion,
                 std::uint32_t revision, const Format& format, CategorySet granted,
                 CategorySet always_on);

    /// The default cookie; exempt categories are off in it for a browser that objects. `now` counts
    /// only for a format with a time in it. Only for a format that can be written.
    [[nodiscard]] std::string default_policy(bool https, bool objects, Format::Time now = {}) const;

    /// The consent cookie for a choice that the visitor made. Only for a format that can be
    /// written.
    [[nodiscard]] std::string chosen_policy(CategorySet granted, bool https,
                                            Format::Time now) const;

    /// The decided cookie; empty where the registry names none.
    [[nodiscard]] std::string_view decided(bool https) const { return decided_[https ? 1U : 0U]; }

    /// The companion with the registry's revision. It outlives the consent cookie by 35 days, as
    /// far as the 400 days of RFC 6265bis section 5.5 let it.
    [[nodiscard]] std::string_view companion(bool https) const {
        return companions_[https ? 1U : 0U];
    }
    /// Has the browser forget a host-only consent cookie beside the one of the parent domain.
    [[nodiscard]] std::string_view twin_deletion(bool https) const {
        return twin_deletions_[https ? 1U : 0U];
    }

private:
    const Format* format_ = nullptr;
    std::string name_;
    std::array<CategorySet, 2> granted_;   ///< of a browser that does not object, and one that does
    std::array<std::string, 2> values_;    ///< for these, unless the format has a time in it
    std::array<std::string, 2> attributes_;   ///< by http and by https
    std::array<std::string, 2> decided_;
    std::array<std::string, 2> companions_;
    std::array<std::string, 2> twin_deletions_;
};

}   // namespace consent

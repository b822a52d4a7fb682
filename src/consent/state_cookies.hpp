#pragma once

#include "consent/category.hpp"
#include "consent/settings.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace consent {

/// The cookies of the proxy's own that do not depend on the visitor, each as a whole Set-Cookie
/// value, written once when a registry is loaded. `https`: the visitor came so.
class StateCookies {
public:
    StateCookies() = default;
    /// `granted` is the default policy, `always_on` what is left of it for who objects.
    StateCookies(const ConsentSettings& settings, std::string_view companion,
                 std::uint32_t revision, const std::vector<Category>& categories,
                 CategorySet granted, CategorySet always_on);

    /// The default cookie; exempt categories are off in it for a browser that objects.
    [[nodiscard]] std::string_view default_policy(bool https, bool objects) const {
        return defaults_[(https ? 1U : 0U) + (objects ? 2U : 0U)];
    }
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
    std::array<std::string, 4> defaults_;
    std::array<std::string, 2> companions_;
    std::array<std::string, 2> twin_deletions_;
};

}   // namespace consent

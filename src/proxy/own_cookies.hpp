#pragma once

#include "consent/cookie.hpp"
#include "consent/visitor.hpp"
#include "http/edits.hpp"
#include "observe/access_entry.hpp"
#include "proxy/preview.hpp"
#include "proxy/site_view.hpp"

#include <cstddef>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace proxy {

/// What the proxy has to know of a request to write cookies of its own. The views outlive the
/// exchange.
struct Visiting {
    const SiteView* site = nullptr;
    std::string_view host;                         ///< that the site was picked by
    std::string_view target;                       ///< as the origin gets it
    std::string_view client;                       ///< the visitor's address
    consent::Mode mode = consent::Mode::enforce;   ///< that holds for this exchange to its end
    std::chrono::system_clock::time_point now;     ///< as of the last tick
    bool https = false;
    bool signal = false;   ///< Sec-GPC: 1
    Preview preview = Preview::none;
    bool carries_refused = false;   ///< a registered cookie that the visitor refused came with it
};

/// What the origin's own Set-Cookie fields did that ours depend on.
struct OriginCookies {
    bool any = false;               ///< there was a Set-Cookie at all
    bool touches_consent = false;   ///< one of the consent cookie passes, a deletion too
    bool sets_consent = false;      ///< and it is no deletion
    bool deletes_decided = false;   ///< one of the decided cookie is a deletion
    bool sets_decided = false;      ///< and one is none
    std::span<const std::string_view> deleted;   ///< the names that it deletes itself
};

/// Writes the cookies of the proxy's own into one response: the default cookie, its companion,
/// and deletions of what the visitor refused.
class OwnCookies {
public:
    /// The cookies that came with the request, of all its Cookie fields.
    using Crumbs = std::span<const consent::Crumb>;

    /// All outlive it. The names that are deleted are added to `seen`.
    OwnCookies(const Visiting& visiting, const consent::Visitor& visitor, consent::Format::Time now,
               http::Edits& edits, std::vector<observe::SeenCookie>& seen)
        : visiting_(visiting), visitor_(visitor), now_(now), edits_(edits), seen_(seen) {}

    /// Beside a consent cookie that the origin sets: the companion.
    void accompany();

    /// In a settling exchange: all that is due. `head_bytes` is the size of the head as it stands.
    void settle(const OriginCookies& origin, Crumbs crumbs, std::size_t head_bytes,
                std::minstd_rand& random);

    /// The visitor has just chosen what the policy says: consent, decided and companion cookie, and
    /// deletions of what is refused now.
    void choose(Crumbs crumbs, std::minstd_rand& random);

    /// Was anything added?
    [[nodiscard]] bool wrote() const { return wrote_; }

private:
    [[nodiscard]] const consent::Registry& registry() const { return visiting_.site->registry(); }
    [[nodiscard]] bool default_is_due() const;
    void add(std::string_view set_cookie);
    void write_default();
    void delete_decided();
    void delete_refused(const OriginCookies& origin, Crumbs crumbs, std::size_t head_bytes,
                        std::minstd_rand& random);

    const Visiting& visiting_;
    const consent::Visitor& visitor_;
    const consent::Format::Time now_;
    http::Edits& edits_;
    std::vector<observe::SeenCookie>& seen_;
    bool wrote_ = false;
};

}   // namespace proxy

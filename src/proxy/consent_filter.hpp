#pragma once

#include "consent/policy.hpp"
#include "consent/settling.hpp"
#include "consent/visitor.hpp"
#include "http/edits.hpp"
#include "http/head.hpp"
#include "observe/access_entry.hpp"
#include "proxy/site_view.hpp"

#include <chrono>
#include <span>
#include <string_view>
#include <vector>

namespace proxy {

/// The law applied to one exchange: reads the visitor's choice from the request, takes out of both
/// directions what it does not allow, writes the cookies of the proxy's own, counts each decision.
class ConsentFilter {
public:
    /// Forgets the exchange before, keeps its memory.
    void begin() { stripped_.clear(); }

    /// Reads the policy and takes refused cookies out of `Cookie`. `https`: the visitor came so.
    /// The site and the head outlive the exchange.
    void read_request(const SiteView& site, bool https, const http::RequestHead& head,
                      http::Edits& edits);

    /// Decides every Set-Cookie of a final response, adds the default cookie where it belongs, and
    /// guards the caches. `lost_set_cookies` were left out before by a repair.
    void filter_response(const http::ResponseHead& head, std::size_t lost_set_cookies,
                         std::chrono::system_clock::time_point now, http::Edits& edits);

    /// What was held back, for the access log. Until the next `begin`.
    [[nodiscard]] std::span<const observe::StrippedCookie> stripped() const { return stripped_; }

private:
    [[nodiscard]] bool enforces() const;
    void count(const consent::Decision& decision, observe::CookieField from);
    void filter_cookies(const http::RequestHead& head, http::Edits& edits);
    void filter_cookie_field(std::string_view value, std::size_t index, http::Edits& edits);
    [[nodiscard]] bool settles(const http::ResponseHead& head) const;
    bool write_default(http::Edits& edits);

    const SiteView* site_ = nullptr;
    bool https_ = false;
    consent::Visitor visitor_;
    consent::RequestFacts request_;
    std::vector<observe::StrippedCookie> stripped_;
    std::string scratch_;
};

}   // namespace proxy

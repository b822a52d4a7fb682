#pragma once

#include "consent/cookie.hpp"
#include "consent/decision.hpp"
#include "consent/settling.hpp"
#include "consent/visitor.hpp"
#include "http/edits.hpp"
#include "http/head.hpp"
#include "observe/access_entry.hpp"
#include "proxy/own_cookies.hpp"
#include "proxy/page_notice.hpp"
#include "proxy/site_view.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proxy {

class ClientGate;

/// The law applied to one exchange: reads the visitor's choice from the request, takes out of both
/// directions what it does not allow, writes the cookies of the proxy's own, counts each decision.
class ConsentFilter {
public:
    using Time = std::chrono::system_clock::time_point;

    /// Forgets the exchange before, keeps its memory. `remembers_all`: cookies that pass, too.
    void begin(bool remembers_all) {
        cookies_.clear();
        remembers_all_ = remembers_all;
    }

    /// Reads the policy and takes refused cookies out of `Cookie`. The site and the head outlive
    /// the exchange.
    void read_request(const Visiting& visiting, const http::RequestHead& head, http::Edits& edits);

    /// Counts the consent cookie for the watch over unusable ones. True when replacing them is
    /// suspended from now on.
    [[nodiscard]] bool watch_unusable(ClientGate& gate, Time now) const;

    /// What this visitor chose, and how this request came. Until the next read_request.
    [[nodiscard]] const consent::Visitor& visitor() const { return visitor_; }
    [[nodiscard]] const Visiting& visiting() const { return visiting_; }

    /// Neither in report mode nor on a bypassed path.
    [[nodiscard]] bool enforces() const;

    /// The notice that came with the request; its cookie is the proxy's own and goes no further.
    [[nodiscard]] const PageNotice& notice() const { return notice_; }

    /// The registered cookies of the request that the policy refuses, each once, as they are named.
    [[nodiscard]] std::vector<std::string_view> refused_names() const;

    /// What else a response shows besides its cookies.
    struct Shown {
        bool state = false;    ///< of this visitor: no cache may use it without asking
        bool notice = false;   ///< the notice, which therefore has to go
    };

    /// Decides every Set-Cookie of a final response, writes the cookies that are due, guards the
    /// caches, and tells a preview what was decided. `lost_set_cookies` were left out before by a
    /// repair.
    void filter_response(const http::ResponseHead& head, std::size_t lost_set_cookies,
                         const Shown& shown, Time now, http::Edits& edits);

    /// The visitor chose with the proxy's own form, on the page of this path: writes the choice and
    /// deletes what it refuses.
    void choose(consent::CategorySet granted, std::string_view page, Time now, http::Edits& edits);

    /// The cookies that were held back, or all, and those that were deleted, for the access log.
    /// Until the next `begin`.
    [[nodiscard]] std::span<const observe::SeenCookie> cookies() const { return cookies_; }
    /// Copies their names, so that they outlive the registry.
    void keep_names();

private:
    [[nodiscard]] const consent::Registry& registry() const { return visiting_.site->registry(); }
    void count(const consent::Decision& decision, observe::CookieField from);
    void count_lost(std::size_t set_cookies);
    void record(const consent::Decision& decision, consent::Reason reason, observe::Outcome outcome,
                observe::CookieField from);
    void split_cookies();
    void filter_cookie_field(std::span<const consent::Crumb> crumbs, std::size_t index,
                             http::Edits& edits);
    void keep_crumb(const consent::Crumb& crumb);
    [[nodiscard]] bool alters(const consent::Crumb& crumb) const;
    [[nodiscard]] bool is_notice(const consent::Crumb& crumb) const;
    [[nodiscard]] bool filter_set_cookies(const http::ResponseHead& head, Time now,
                                          http::Edits& edits);
    void cap_lifetime(const consent::Decision& decision, std::string_view value, Time now,
                      std::size_t index, http::Edits& edits) const;
    [[nodiscard]] bool settles(const http::ResponseHead& head) const;
    void guard(const http::ResponseHead& head, const Shown& shown, bool changed,
               http::Edits& edits) const;
    [[nodiscard]] bool write_own_cookies(const http::ResponseHead& head, Time now,
                                         http::Edits& edits);

    Visiting visiting_;
    const http::RequestHead* request_ = nullptr;
    bool bypassed_ = false;
    consent::Visitor visitor_;
    PageNotice notice_;
    PreviewNote preview_;
    OriginCookies origin_;
    std::vector<std::string_view> origin_deleted_;
    std::vector<observe::SeenCookie> cookies_;
    bool remembers_all_ = false;
    std::vector<consent::Crumb> crumbs_;   ///< of all Cookie fields, in order
    std::string kept_cookies_;
    std::string kept_names_;
    std::minstd_rand random_;   ///< where a round of deletions starts
};

}   // namespace proxy

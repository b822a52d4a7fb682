#pragma once

#include "consent/visitor.hpp"
#include "http/edits.hpp"
#include "http/head.hpp"
#include "observe/document_outcome.hpp"
#include "pages/transform.hpp"
#include "proxy/own_cookies.hpp"
#include "proxy/page_notice.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace proxy {

/// What the proxy changes in the HTML documents of a site: the banner, the guard, and tags that
/// would fetch from third parties which the visitor refuses. One exchange; does nothing on a site
/// without pages and third parties.
class DocumentFilter {
public:
    /// Forgets the exchange before.
    void reset() {
        role_ = Role::none;
        changes_ = still_good_ = false;
    }

    /// Looks at the request for what may be changed in its answer, and asks the origin for one that
    /// can be: not compressed, whole, and not "unchanged" for another state than this visitor's.
    /// All outlive the exchange.
    void read_request(const Visiting& visiting, const consent::Visitor& visitor,
                      const PageNotice& notice, const http::RequestHead& head, http::Edits& edits);

    /// Finds out whether the body of this final response is to be changed; counts why not, where it
    /// would have been.
    void judge_response(const http::ResponseHead& head);

    /// It is. Known after judge_response.
    [[nodiscard]] bool changes() const { return changes_; }

    /// No cache may use this response without asking: it is changed, or says that a changed one is
    /// still good. Known after judge_response.
    [[nodiscard]] bool shows_state() const { return changes_ || still_good_; }

    /// The fields that follow from the change.
    void edit_response(const http::ResponseHead& head, http::Edits& edits);

    /// It tells of the choice that was just made, so that the notice has to go.
    [[nodiscard]] bool gives_notice() const {
        return changes_ && banner_ && notice_.notice != pages::Notice::none;
    }

    /// What changes the body. Only after edit_response; null where it is not changed.
    [[nodiscard]] std::unique_ptr<pages::Transform> make_transform() const;

private:
    /// What the answer to a request is to the browser: a page in a tab, one in a frame, or
    /// something that a script asked for.
    enum class Role : std::uint8_t { none, fragment, frame, page };

    [[nodiscard]] const consent::Registry& registry() const { return visiting_->site->registry(); }
    [[nodiscard]] Role role_of(const http::RequestHead& head) const;
    [[nodiscard]] bool banner_is_due(const http::RequestHead& head) const;
    [[nodiscard]] std::string make_state() const;
    void ask_for_changeable(const http::RequestHead& head, http::Edits& edits);
    void ask_for_state(const http::RequestHead& head, http::Edits& edits);
    [[nodiscard]] std::optional<observe::DocumentOutcome> outcome_of(
        const http::ResponseHead& head) const;
    void edit_policies(const http::ResponseHead& head, http::Edits& edits);
    [[nodiscard]] bool has_markup() const;
    [[nodiscard]] std::string head_markup() const;
    [[nodiscard]] std::string body_markup() const;

    const Visiting* visiting_ = nullptr;
    const consent::Visitor* visitor_ = nullptr;
    const consent::PageLanguage* language_ = nullptr;
    PageNotice notice_;
    Role role_ = Role::none;
    bool banner_ = false;        ///< a banner, or a notice in its place, is due
    bool takes_gzip_ = false;    ///< the visitor does
    bool state_asked_ = false;   ///< the origin was asked whether this very state is still good
    bool changes_ = false;
    bool still_good_ = false;   ///< the origin says so
    bool zipped_ = false;       ///< the response comes in gzip
    bool xml_ = false;
    std::string state_;
    std::string nonce_;
};

}   // namespace proxy

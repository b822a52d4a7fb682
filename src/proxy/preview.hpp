#pragma once

#include "http/edits.hpp"
#include "http/head.hpp"
#include "observe/access_entry.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace proxy {

/// What a request that knows the site's preview token asks for.
enum class Preview : std::uint8_t {
    none,
    told,       ///< the site's own mode; the response says what was decided
    enforced,   ///< the same, and the site is enforced for this request
};

/// Reads every X-Consent-Proxy field: `token *( OWS ";" OWS parameter )`, of the parameters only
/// `mode=enforce` is known. A wrong token asks for nothing; it is compared in a time that depends
/// on its length alone. An empty `token` is nobody's.
[[nodiscard]] Preview read_preview(const http::Fields& fields, std::string_view token);

/// The field Consent-Proxy of a preview's response, a list of RFC 9651: each cookie by its name,
/// `d` the decision, `r` the reason, and `from=cookie` where the request carried it.
class PreviewNote {
public:
    /// Forgets the exchange before, keeps its memory.
    void begin(Preview preview) {
        preview_ = preview;
        text_.clear();
    }

    [[nodiscard]] bool wanted() const { return preview_ != Preview::none; }

    /// One cookie that was decided, in the order of the decisions, where that is wanted. What
    /// stands past the length of a field that every client takes is told by one last member, the
    /// token `more`.
    void add(std::string_view name, consent::Reason reason, observe::Outcome outcome,
             observe::CookieField from);

    /// Says it in the response, where nobody else has said anything under that name.
    void write(const http::ResponseHead& head, http::Edits& edits) const;

private:
    Preview preview_ = Preview::none;
    std::string text_;
};

}   // namespace proxy

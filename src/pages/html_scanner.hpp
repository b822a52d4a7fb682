#pragma once

#include "pages/html_tag.hpp"
#include "pages/html_token.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pages {

/// Cuts a document into tokens as it arrives, as browsers do (HTML section 13.2.5; XML where told).
/// What depends on the tree is said by who calls: which element's text is raw, and where CDATA
/// sections are. Nothing is held back but a tag that is not whole yet and the few bytes that may
/// become one.
class HtmlScanner {
public:
    /// No tag is held back for longer than this.
    static constexpr std::size_t longest_tag = std::size_t{64} * 1024;

    explicit HtmlScanner(bool xml) : xml_(xml) {}

    /// The token at the start of `text`. Where it is `none` the same bytes have to come again, with
    /// more behind them; else what follows it. `last`: there will not be more.
    [[nodiscard]] HtmlToken next(std::string_view text, bool last);

    /// The tag that was given last. Reads the token's text.
    [[nodiscard]] const HtmlTag& tag() const { return tag_; }

    /// What follows is the text of this element, up to its end tag.
    void begin_raw_text(std::string_view name);

    /// What follows is text up to the end of the document.
    void begin_plain_text() { state_ = State::plain_text; }

    /// What follows is in <noscript>: its end tag ends it wherever it stands, for to browsers that
    /// run scripts all of it is text, and to the others it is markup.
    void begin_noscript();
    [[nodiscard]] bool in_noscript() const { return noscript_; }

    /// Is a CDATA section one here, as in SVG?
    void allow_cdata(bool allowed) { cdata_ = allowed; }

    /// Is it between tokens, so that what is put here is no part of one?
    [[nodiscard]] bool in_data() const { return state_ == State::data; }

private:
    enum class State : std::uint8_t {
        data,
        tag,
        tag_rest,
        comment_start,
        comment,
        until_gt,   ///< a bogus comment, a doctype
        cdata,
        instruction,   ///< of XML
        doctype,       ///< of XML, which may have a subset
        subset_comment,
        subset_instruction,
        raw_text,
        script,
        script_escaped,
        script_twice_escaped,
        plain_text,
    };

    HtmlToken next_in(std::string_view text, bool last);
    HtmlToken next_data(std::string_view text, bool last);
    HtmlToken next_angle(std::string_view text, bool last);
    HtmlToken next_declaration(std::string_view text, bool last);
    HtmlToken next_reference(std::string_view text, bool last);
    HtmlToken next_tag(std::string_view text, bool last);
    HtmlToken next_tag_rest(std::string_view text);
    HtmlToken next_comment_start(std::string_view text, bool last);
    HtmlToken next_comment(std::string_view text, bool last);
    HtmlToken next_until(std::string_view end, State after, std::string_view text, bool last);
    HtmlToken next_doctype(std::string_view text, bool last);
    HtmlToken next_raw_text(std::string_view text, bool last);
    HtmlToken next_script(std::string_view text, bool last);
    HtmlToken begin_tag(State from, std::string_view text, bool last);
    HtmlToken begin_markup(State state, std::string_view text, std::size_t size);
    std::size_t script_step(std::string_view text, bool last);
    [[nodiscard]] bool is_tag_start(char c) const;

    bool xml_;
    State state_ = State::data;
    State tag_from_ = State::data;   ///< where the tag that is read now began
    bool noscript_ = false;
    bool cdata_ = false;
    std::size_t without_end_ = 0;   ///< so many bytes to come have no `</noscript`
    char quote_ = '\0';             ///< within a doctype of XML
    bool subset_ = false;
    std::string raw_name_;   ///< `</` and the name that ends raw text
    HtmlTag tag_;
};

}   // namespace pages
